"""What a WSGI server runs: the application with settings from the environment."""

import os

from vertel.app import create_app
from vertel.config import Config
from vertel.json_log import configure

configure()
app = create_app(Config.from_environment(os.environ))
