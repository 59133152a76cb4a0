"""Mails that people ask for: a weekly one with something to share, and a daily one with what waits for an editor."""
