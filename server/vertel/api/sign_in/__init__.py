"""The server's own pages on which people sign in, and connect a browser or a terminal."""

from vertel.api.sign_in.openid import blueprint as _openid
from vertel.api.sign_in.pages import blueprint

__all__ = ["blueprint"]

blueprint.register_blueprint(_openid)
