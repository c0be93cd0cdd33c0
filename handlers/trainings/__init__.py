"""Trainings: producers register, officials announce, mark who came, and give materials."""
