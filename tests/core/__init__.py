"""Tests of the bare words of conversation."""
