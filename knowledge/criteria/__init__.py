"""The official criteria sets: their words, their points, and the arithmetic of stars."""
