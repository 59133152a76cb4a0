"""Suggestions: writing them, finding those that are meant for someone, what an employee put aside."""
