"""The kinds of feeds. Another one is a module with ``NAME``, ``recognises`` and ``find``, listed here."""

from vertel.imports.feeds.entries import Source
from vertel.imports.feeds.sources import job_posting, json_feed, personio, recruitee, rss

SOURCES: tuple[Source, ...] = (personio, recruitee, json_feed, rss, job_posting)
"""In the order in which they are asked whether an answer is theirs: the most particular ones first."""
