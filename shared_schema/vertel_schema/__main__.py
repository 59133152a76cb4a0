"""``python -m vertel_schema`` is the command ``vertel-schema``."""

import sys

from vertel_schema.command import run

if __name__ == "__main__":
    sys.exit(run())
