"""Dates that officials set for their place: written, moved, cancelled, and who has not reacted."""
