"""Conversations of this part."""
