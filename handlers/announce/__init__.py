"""Announcements: an official writes one, sees it, chooses for whom, confirms, and watches it go."""
