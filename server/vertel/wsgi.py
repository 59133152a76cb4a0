"""What a WSGI server runs: the application with settings from the environment."""

import gc
import os

from vertel.app import create_app
from vertel.config import Config
from vertel.http.log import configure

configure()
app = create_app(Config.from_environment(os.environ))
# What is here now stays: without it, a full collection in the middle of a large report takes as long as the report.
gc.freeze()
