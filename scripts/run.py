"""What `make run` does once everything is installed and built: the demo company of this checkout.

`vertel demo` does the same from an installed wheel; both are `vertel/cli/demo_server.py`.
"""

import os
import sys
from pathlib import Path

from vertel.cli import demo_server
from vertel.config import Config, ConfigError

ROOT = Path(__file__).resolve().parent.parent
DEMO = demo_server.Demo(ROOT, ROOT / "extension" / "dist", Path("docs/example-upload.csv"), ".venv/bin/vertel")


def main() -> int:
    """Prepare, print, serve; return the exit status."""
    os.chdir(ROOT)
    port = os.environ.get("PORT", "8000")
    if not port.isdigit() or not 0 < int(port) < 65536:
        return complain(f"PORT: expected a number from 1 to 65535; got {port!r}.")
    if demo_server.in_use(int(port)):
        return complain(f"Port {port} is in use. Stop what runs there, or choose another: PORT=8001 make run")
    try:
        environment = demo_server.settings(DEMO, int(port), dict(os.environ))
        print(demo_server.prepare(DEMO, Config.from_environment(environment)), flush=True)
    except ConfigError as error:
        return complain(str(error))
    return demo_server.serve(environment, int(port))


def complain(message: str) -> int:
    """Say what is wrong in one line."""
    print(f"Error: {message}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
