"""Channels of chat programs: what they are told once a week, and how."""
