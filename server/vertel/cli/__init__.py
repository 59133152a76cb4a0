"""The ``vertel`` command, one file per group of commands."""
