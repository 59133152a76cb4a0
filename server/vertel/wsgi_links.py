"""What a WSGI server runs on a node of the link domain: tracked links, and whether the node is well."""

import os

from vertel.app import create_app
from vertel.config import Config
from vertel.http.log import configure

configure()
app = create_app(Config.from_environment(os.environ), links_only=True).wsgi_app
