"""What the bot says: functions from a turn to a reply."""
