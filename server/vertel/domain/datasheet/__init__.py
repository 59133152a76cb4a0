"""The data sheet for a works council and a privacy officer: what it says, and how versions of it differ."""
