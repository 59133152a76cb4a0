"""Vertel's server: suggestions and tracked links for colleagues who like to tell about their work."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vertel.config import Config
    from vertel.http.application import Application


def create_app(config: Config, *, links_only: bool = False) -> Application:
    """Return the WSGI application for the given settings: the API, with tracked links in front of it.

    :param links_only: without the API, for a node of the link domain.
    """
    # Loaded here: what has no web server in it, such as a command or the recorder, then starts in half the time.
    from vertel.app import assemble  # noqa: PLC0415

    return assemble(config, links_only=links_only)
