"""From what a feed answers to drafts: fetching, reading, cleaning, and what becomes of each item."""
