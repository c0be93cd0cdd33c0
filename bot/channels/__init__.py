"""Each channel turns its own events into Incoming and sends Outgoing."""
