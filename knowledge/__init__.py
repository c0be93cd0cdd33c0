"""What the law and the office have said: reviewed, dated, sourced, and the search over it."""
