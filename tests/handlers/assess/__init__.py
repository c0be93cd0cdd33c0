"""Conversations with the self-assessment."""
