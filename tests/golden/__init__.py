"""One conversation, four channels: what a person is told must be the same everywhere."""
