"""Consent of people who are shown: they are asked, answer by a link of their own, and can take it back by the same."""
