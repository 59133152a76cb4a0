"""Backups of the database in one file, the same for both databases, and restoring them."""
