"""How long tests wait for what should happen."""

import os

PATIENCE = float(os.environ.get("VERTEL_TEST_PATIENCE", "120"))
"""Seconds until what does not happen fails the test. On a busy machine all of it may take many times as long."""
