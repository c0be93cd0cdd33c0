"""Knowledge: loading, checking, exchanging and searching the content."""
