"""Officials in the chat."""
