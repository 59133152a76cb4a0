"""Sending events to those who want to hear of them, in the form of Standard Webhooks."""
