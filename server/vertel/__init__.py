"""Vertel's server: suggestions and tracked links for colleagues who like to tell about their work."""
