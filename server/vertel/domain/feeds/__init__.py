"""Feeds that drafts are made from: which there are, when each is looked at, and what became of their items."""
