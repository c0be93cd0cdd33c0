"""The search: folding, splitting, following on, and honest outcomes."""
