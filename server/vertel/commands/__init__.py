"""The commands of ``vertel``, one file per group. Like ``vertel.api`` they hold no rules: they call the services."""
