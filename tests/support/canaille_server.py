"""Canaille with what a test needs in its memory, as a program of its own: `python canaille_server.py PORT '{...}'`."""

from __future__ import annotations

import json
import sys
from typing import Any

from canaille import create_app
from canaille.app import models
from canaille.backends import Backend
from joserfc.jwk import RSAKey


def main(port: int, told: dict[str, Any]) -> None:
    key = RSAKey.generate_key(2048, auto_kid=True).as_dict(private=True)
    app = create_app(
        {
            "SECRET_KEY": "a key that is only good for the tests",
            "SERVER_NAME": f"127.0.0.1:{port}",
            "PREFERRED_URL_SCHEME": "http",
            "CANAILLE": {"DATABASE": "memory"},
            "CANAILLE_OIDC": {"ACTIVE_JWKS": [key]},
        }
    )
    with app.app_context():
        users = {}
        for fields in told["users"]:
            users[fields["user_name"]] = models.User(**fields)
            Backend.instance.save(users[fields["user_name"]])
        for name, members in told["groups"].items():
            Backend.instance.save(models.Group(display_name=name, members=[users[member] for member in members]))
        usual = {
            "client_name": "Vertel",
            "client_uri": "http://127.0.0.1:8000",
            "grant_types": ["authorization_code"],
            "response_types": ["code"],
            "scope": ["openid", "profile", "email", "groups"],
            "token_endpoint_auth_method": "client_secret_basic",
        }
        client = models.Client(**usual, **told["client"])
        Backend.instance.save(client)
        client.audience = [client]  # as its own registration does, once the client is there
        Backend.instance.save(client)
    app.run(port=port)


if __name__ == "__main__":
    main(int(sys.argv[1]), json.loads(sys.argv[2]))
