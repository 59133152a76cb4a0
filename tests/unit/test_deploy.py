"""The files under docs/deploy: they name what there is, and keep the rules that matter."""

from __future__ import annotations

import json
import re
from configparser import RawConfigParser
from pathlib import Path

import pytest

import vertel
from vertel import gunicorn_conf
from vertel.config import KNOWN
from vertel.worker import deliverer, process_manager, recorder

DEPLOY = Path(__file__).parents[2] / "docs" / "deploy"
SECONDS_TO_STOP = gunicorn_conf.graceful_timeout + process_manager.RECORDER_SECONDS
SERVER = Path(vertel.__file__).parent
UNITS = sorted(path.name for path in (DEPLOY / "systemd").iterdir())


def metrics() -> set[str]:
    """Return the names that /metrics has."""
    names = set()
    for path in SERVER.rglob("*.py"):
        text = path.read_text("utf-8")
        names |= {f"{name}_total" for name in re.findall(r'\bCounter\(\s*"(vertel_\w+)"', text)}
        names |= set(re.findall(r'\b(?:Gauge|GaugeMetricFamily)\(\s*"(vertel_\w+)"', text))
    return names


def dashboard() -> str:
    document = json.loads((DEPLOY / "grafana" / "vertel.json").read_text())
    return "\n".join(target["expr"] for panel in document["panels"] for target in panel["targets"])


def alerts() -> str:
    text = (DEPLOY / "prometheus" / "alerts.yml").read_text()
    return "\n".join(re.findall(r"^ +expr: (.+)$", text, re.MULTILINE))


@pytest.mark.parametrize("expressions", [dashboard, alerts])
def test_every_metric_that_is_watched_is_one_that_the_server_has(expressions: object) -> None:
    watched = set(re.findall(r"vertel_\w+", expressions()))
    assert watched - metrics() == set()
    assert watched, "nothing is watched"


def test_every_metric_is_on_the_dashboard_and_explained() -> None:
    page = (DEPLOY.parent / "operations.md").read_text()
    assert len(metrics()) >= 8
    assert {name for name in metrics() if name not in dashboard()} == set()
    assert {name for name in metrics() if f"`{name}`" not in page} == set()


@pytest.mark.parametrize("name", UNITS)
def test_a_service_has_the_time_to_stop_that_the_server_takes(name: str) -> None:
    service = unit(name)
    assert recorder.LAST_SECONDS < process_manager.RECORDER_SECONDS
    assert deliverer.LAST_SECONDS < process_manager.RECORDER_SECONDS
    assert int(service["TimeoutStopSec"]) > SECONDS_TO_STOP
    assert (service["KillMode"], service["KillSignal"]) == ("mixed", "SIGTERM"), "the supervisor ends the others"


@pytest.mark.parametrize("name", UNITS)
def test_a_service_writes_to_its_own_folder_and_nowhere_else(name: str) -> None:
    service = unit(name)
    folder = re.fullmatch(r"VERTEL_STATE_DIR=/var/lib/([a-z-]+)/state", service["Environment"])
    assert folder
    assert folder[1] == service["StateDirectory"] == Path(name).stem
    assert service["ProtectSystem"] == "strict"
    assert service["NoNewPrivileges"] == "yes"
    assert service["User"] == "vertel"


def test_no_two_services_share_a_folder_or_an_address() -> None:
    services = [unit(name) for name in UNITS]
    assert len({service["StateDirectory"] for service in services}) == len(services) > 1
    assert len({service["ExecStart"].partition("--bind")[2] for service in services}) == len(services)


def unit(name: str) -> dict[str, str]:
    """Return the [Service] section."""
    parser = RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # names have capitals
    parser.read(DEPLOY / "systemd" / name)
    return dict(parser["Service"])


@pytest.mark.parametrize("name", ["haproxy.cfg", "nginx.conf"])
def test_a_proxy_says_who_the_visitor_is_and_keeps_the_counters_inside(name: str) -> None:
    text = (DEPLOY / name).read_text()
    assert "/metrics" in text
    assert "/r/" in text
    assert "X-Forwarded-For" in text
    assert "VERTEL_PROXIES=1" in text
    (seconds,) = re.findall(r"(?:timeout server|proxy_read_timeout) (\d+)s", text)
    assert int(seconds) > gunicorn_conf.timeout, "the node gives up on a request first"
    assert "non_idempotent" not in text, "a POST is not repeated"
    assert re.search(r"^ *(?:option http-buffer-request|proxy_request_buffering on;)$", text, re.MULTILINE)


def test_files_name_settings_that_there_are() -> None:
    text = "\n".join(path.read_text() for path in DEPLOY.rglob("*") if path.is_file())
    assert set(re.findall(r"\bVERTEL_[A-Z_]+", text)) <= KNOWN
