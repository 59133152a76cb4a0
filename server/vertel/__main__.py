"""``python -m vertel`` is the ``vertel`` command."""

from vertel.cli import main

main(prog_name="vertel")
