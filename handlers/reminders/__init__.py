"""Reminders: the talk about them, and what lies ahead."""
