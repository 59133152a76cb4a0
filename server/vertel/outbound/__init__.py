"""Requests that the server makes by itself, and where they may go."""
