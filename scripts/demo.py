"""`make demo`: a Chromium window with the extension, beside a page that behaves like LinkedIn's post editor.

Starts the demo company's server, unless `make run` has it running already. In the window www.linkedin.com is the
replica of the browser tests, and no other name resolves, so nothing here reaches LinkedIn. `--headless` is for machines
without a screen. Closing the window, or Ctrl-C, ends it.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import run
from vertel.cli import demo_server
from vertel.config import Config, ConfigError

ROOT = run.ROOT
sys.path.insert(0, str(ROOT / "tests"))

from e2e.replica_server import HOST, ReplicaServer  # noqa: E402  # needs the path above

PAGE = f"https://{HOST}/feed/?variant=b&lang=nl"


def main() -> int:
    """Start what is needed, open the window, and wait for its end."""
    os.chdir(ROOT)
    headless = "--headless" in sys.argv
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        return run.complain("Chromium is missing. Install it with: scripts/install-test-packages")
    if not headless and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return run.complain("There is no screen to open a window on.")
    port = os.environ.get("PORT", "8000")
    try:
        environment = demo_server.settings(run.DEMO, int(port), dict(os.environ))
        print(demo_server.prepare(run.DEMO, Config.from_environment(environment)), flush=True)
        server = None if demo_server.in_use(int(port)) else start(environment, port)
    except (ConfigError, ValueError) as error:
        return run.complain(str(error))
    try:
        subprocess.run(["node", "tests/replica/build.mjs"], check=True)
        # The errors of cleaning up are ignored, since Chromium may still be writing.
        folder = tempfile.TemporaryDirectory(prefix="vertel-demo-", ignore_cleanup_errors=True)
        with ReplicaServer() as replica, folder as profile:
            print(f"Open Vertel with its icon, behind the puzzle piece. The page is a replica, not LinkedIn: {PAGE}")
            command = [browser, *arguments(replica.port, Path(profile), headless=headless), PAGE]
            # What Chromium says about its surroundings is of no use to anyone here.
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    except KeyboardInterrupt:
        print("\nStopped.")
    finally:
        if server is not None:
            server.terminate()
            server.wait()
    return 0


def start(environment: dict[str, str], port: str) -> "subprocess.Popen[bytes]":
    """Run the server in the background."""
    command = [sys.executable, "-m", "vertel", "serve", "--bind", f"127.0.0.1:{port}"]
    return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, process_group=0)


def arguments(port: int, profile: Path, *, headless: bool) -> list[str]:
    """Return Chromium's arguments: the extension, a profile of its own, and the replica as the only site."""
    rules = f"MAP {HOST} 127.0.0.1:{port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
    options = [
        f"--load-extension={ROOT / 'extension/dist/chrome'}",
        "--disable-features=DisableLoadExtensionCommandLineSwitch",
        f"--user-data-dir={profile}",
        f"--host-resolver-rules={rules}",
        "--ignore-certificate-errors",
        "--no-first-run",
        "--disable-sync",
    ]
    options += ["--headless=new", "--remote-debugging-port=0"] if headless else []
    return [*options, "--no-sandbox"] if os.geteuid() == 0 else options


if __name__ == "__main__":
    sys.exit(main())
