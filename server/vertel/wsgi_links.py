"""What a WSGI server runs on a node of the link domain: tracked links, and whether the node is well."""

import os

from vertel.config import Config
from vertel.json_log import configure
from vertel.links_app import create_links_app

configure()
app = create_links_app(Config.from_environment(os.environ))
