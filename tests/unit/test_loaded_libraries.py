"""What a server loads before anybody asks for it: each process of it has that in memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

LARGE = {"PIL", "alembic", "cryptography", "feedparser", "joserfc", "nh3", "psycopg", "pydantic", "selectolax"}
PROGRAM = f"""
import sys
from vertel.app import create_app
from vertel.config import Config
from vertel.cli import serve

settings = {{"VERTEL_SECRET_KEYS": "k" * 32, "VERTEL_DATABASE_URL": "sqlite:///" + sys.argv[1] + "/vertel.sqlite3"}}
config = Config.from_environment(settings | {{"VERTEL_STATE_DIR": sys.argv[1]}})
create_app(config)
serve._recorder_of_api(config)
sys.exit(" ".join({{name.partition(".")[0] for name in sys.modules}} & {LARGE!r}))
"""


def test_a_server_without_feeds_a_provider_webhooks_and_pictures_loads_none_of_the_libraries_for_them(
    tmp_path: Path,
) -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""
