"""Texts of the server in languages other than English."""
