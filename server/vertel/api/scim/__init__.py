"""SCIM 2.0 at ``/scim/v2``: how a directory keeps people and teams up to date.

What needs the extra ``scim`` is loaded with the first request, so that a server without a directory does without it.
"""

from vertel.api.scim.routes import blueprint

__all__ = ["blueprint"]
