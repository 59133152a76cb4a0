"""Tracked links: making and changing them, and where they may lead."""
