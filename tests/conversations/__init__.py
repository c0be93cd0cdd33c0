"""Conversations as files: what people say and press, and what they are told."""
