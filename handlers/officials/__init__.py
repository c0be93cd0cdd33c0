"""What officials do in the chat. A producer who types any of it learns nothing."""
