"""Words of conversation: standard library only."""
