"""Mails to employees: stored first, and sent by the process beside the web server."""
