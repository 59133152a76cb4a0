"""``python -m vertel`` is the ``vertel`` command."""

from vertel.cli.main import main

main(prog_name="vertel")
