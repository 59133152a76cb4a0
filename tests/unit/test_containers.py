"""What runs in containers: the image, and the files for Compose and Kubernetes that run it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from configparser import RawConfigParser
from pathlib import Path

import pytest
import yaml

from vertel import gunicorn_conf
from vertel.app import create_app
from vertel.config import Config
from vertel.settings_file import read_settings
from vertel.worker import process_manager

DEPLOY = Path(__file__).parents[2] / "docs" / "deploy"
SECONDS_TO_STOP = gunicorn_conf.graceful_timeout + process_manager.RECORDER_SECONDS
OWN_NETWORK = {"/metrics", "/livez", "/readyz"}


def instructions() -> list[tuple[str, str]]:
    """Return the Dockerfile's instructions and their arguments."""
    text = (DEPLOY / "Dockerfile").read_text()
    lines = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ").splitlines()
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines if line.strip())]


def test_the_container_installs_by_hash_and_runs_as_nobody_in_particular() -> None:
    steps = instructions()
    installs = [part for word, rest in steps if word == "RUN" for part in rest.split("&&") if "pip install" in part]
    assert all("--require-hashes" in part or "--no-deps" in part for part in installs)
    assert len(installs) == 2
    last_stage = steps[max(number for number, step in enumerate(steps) if step[0] == "FROM") :]
    (user,) = [rest for word, rest in last_stage if word == "USER"]
    assert user.isdigit(), "a number, so that whoever runs it can see that it is not root"
    assert int(user) > 0
    assert not [rest for word, rest in last_stage if word == "RUN" and "pip" in rest], "pip stays in the build"
    assert not [rest for word, rest in steps if word == "ADD" or "SECRET" in rest]
    assert all(":" in rest and ":latest" not in rest for word, rest in steps if word == "FROM")


def test_a_linter_has_nothing_to_say_about_the_container() -> None:
    linter = Path(sys.executable).parent / "hadolint"
    done = subprocess.run([linter, DEPLOY / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_container_keeps_its_state_and_is_called_alive_while_it_redirects() -> None:
    steps = dict(instructions())
    assert "/livez" in steps["HEALTHCHECK"]
    assert f"VERTEL_STATE_DIR={steps['VOLUME']}/" in steps["ENV"]
    assert steps["CMD"] == '["serve", "--bind", "0.0.0.0:8000"]'
    assert json.loads(steps["ENTRYPOINT"]) == ["vertel"]


def test_what_the_container_is_built_from_is_in_the_repository_and_let_through() -> None:
    root = DEPLOY.parents[1]
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text().split()
    for word, rest in instructions():
        if word == "COPY" and "--from" not in rest:
            for name in rest.split()[:-1]:
                assert (root / name).exists()
                assert f"!{name}" in ignored


def compose() -> dict[str, dict]:
    """Return the services."""
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]


def test_the_file_for_compose_fits_the_published_schema() -> None:
    checker = Path(sys.executable).parent / "check-jsonschema"
    command = [checker, "--builtin-schema", "vendor.compose-spec", DEPLOY / "compose.yaml"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_services_of_compose_run_without_root_and_write_where_they_have_to() -> None:
    services = compose()
    for name in ("vertel", "migrate"):
        one = services[name]
        assert one["user"].partition(":")[0] == dict(instructions())["USER"]
        assert (one["read_only"], one["cap_drop"]) == (True, ["ALL"])
        assert (one["tmpfs"], one["volumes"]) == ("/tmp", [f"state:{dict(instructions())['VOLUME']}"])  # noqa: S108
    assert all(one["read_only"] for one in services.values())
    assert all("no-new-privileges:true" in one["security_opt"] for one in services.values())
    assert all(one["image"].rpartition(":")[2] != "latest" for one in services.values())


def test_compose_brings_the_tables_up_to_date_first_and_has_time_to_stop() -> None:
    services = compose()
    assert services["migrate"]["command"] == ["db", "upgrade"]
    assert services["vertel"]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
    assert services["migrate"]["depends_on"]["db"] == {"condition": "service_healthy", "required": False}
    assert int(services["vertel"]["stop_grace_period"].removesuffix("s")) > SECONDS_TO_STOP


def test_without_a_profile_compose_is_one_service_that_only_this_machine_reaches() -> None:
    services = compose()
    assert {name: one.get("profiles") for name, one in services.items()} == {
        "migrate": None,
        "vertel": None,
        "db": ["postgres"],
        "proxy": ["tls"],
    }
    assert services["vertel"]["ports"] == ["127.0.0.1:${PORT:-8000}:8000"]
    assert "ports" not in services["db"]


@pytest.mark.parametrize("uncommented", [False, True])
def test_the_settings_for_compose_are_ones_that_the_server_takes(tmp_path: Path, uncommented: bool) -> None:
    text = (
        (DEPLOY / "compose.env.example")
        .read_text()
        .replace("VERTEL_SECRET_KEYS=\n", f"VERTEL_SECRET_KEYS={'k' * 32}\n")
    )
    (tmp_path / ".env").write_text(re.sub(r"^#(?=\w)", "", text, flags=re.MULTILINE) if uncommented else text)

    config = Config.from_environment(read_settings(tmp_path / ".env"))

    assert config.public_url == ("https://vertel.example.com" if uncommented else "http://127.0.0.1:8000")
    assert config.proxies == (1 if uncommented else 0)
    used = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text())) - {"PORT", "IMAGE", "SCIM"}
    assert used <= set(re.findall(r"^#?(\w+)=", text, re.MULTILINE))


def test_caddy_keeps_the_counters_inside_and_waits_longer_than_a_node() -> None:
    text = (DEPLOY / "Caddyfile").read_text()
    assert "respond /metrics 404" in text
    assert "VERTEL_PROXIES=1" in text
    (seconds,) = re.findall(r"response_header_timeout (\d+)s", text)
    assert int(seconds) > gunicorn_conf.timeout


def kubernetes() -> dict[tuple[str, str], dict]:
    """Return the objects by kind and name."""
    objects = yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text())
    return {(one["kind"], one["metadata"]["name"]): one for one in objects}


def pods() -> dict[str, dict]:
    """Return what the pods are made from, by the kind of what makes them."""
    return {
        kind: one["spec"]["template"]["spec"] | {"labels": one["spec"]["template"]["metadata"]["labels"]}
        for (kind, _), one in kubernetes().items()
        if "template" in one.get("spec", {})
    }


def test_pods_run_without_root_within_measured_memory() -> None:
    assert pods().keys() == {"StatefulSet", "Deployment", "Job"}
    for pod in pods().values():
        assert pod["securityContext"]["runAsNonRoot"]
        assert pod["automountServiceAccountToken"] is False
        (container,) = pod["containers"]
        assert container["securityContext"]["readOnlyRootFilesystem"]
        assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
        assert {"requests", "limits"} <= container["resources"].keys()
        assert "latest" not in container["image"]
    assert str(pods()["StatefulSet"]["securityContext"]["runAsUser"]) == dict(instructions())["USER"]
    (node,) = pods()["StatefulSet"]["containers"]
    measured = re.findall(
        r"^\| a node with four workers, \w+[^|]*\| (\d+) MB", (DEPLOY.parent / "install.md").read_text(), re.MULTILINE
    )
    assert len(measured) == 2
    assert all(int(node["resources"]["requests"]["memory"].removesuffix("Mi")) * 1.048 > int(one) for one in measured)


def test_a_node_on_kubernetes_redirects_while_the_database_is_away_and_has_time_to_stop() -> None:
    pod = pods()["StatefulSet"]
    (node,) = pod["containers"]
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        assert node[probe]["httpGet"]["path"] == "/livez"
    assert pod["terminationGracePeriodSeconds"] > SECONDS_TO_STOP + int(
        node["lifecycle"]["preStop"]["exec"]["command"][1]
    )
    (claim,) = kubernetes()["StatefulSet", "vertel"]["spec"]["volumeClaimTemplates"]
    assert {"name": claim["metadata"]["name"], "mountPath": dict(instructions())["VOLUME"]} in node["volumeMounts"]
    assert kubernetes()["StatefulSet", "vertel"]["spec"]["replicas"] >= 2


def test_names_on_kubernetes_are_names_of_what_is_there() -> None:
    objects, text = kubernetes(), (DEPLOY / "kubernetes.yaml").read_text()
    settings = {name for kind, name in objects if kind == "ConfigMap"}
    assert settings == set(re.findall(r"config(?:MapRef|Map): \{name: ([\w-]+)", text))
    keys = set(re.findall(r"secretKeyRef: \{name: vertel, key: ([\w-]+)\}", text)) | {"userlist.txt"}
    assert keys == objects["Secret", "vertel"]["stringData"].keys()
    labels = [pod["labels"] for pod in pods().values()]
    assert all(one["spec"]["selector"] in labels for (kind, _), one in objects.items() if kind == "Service")


@pytest.mark.parametrize("kind", ["StatefulSet", "Deployment", "Job"])
def test_a_pod_has_the_volumes_that_it_mounts(kind: str) -> None:
    (claimed,) = [one["spec"].get("volumeClaimTemplates", []) for (of, _), one in kubernetes().items() if of == kind]
    volumes = [one["name"] for one in pods()[kind]["volumes"]] + [one["metadata"]["name"] for one in claimed]
    assert {mount["name"] for mount in pods()[kind]["containers"][0]["volumeMounts"]} == set(volumes)


def test_the_pooler_on_kubernetes_is_set_as_the_file_that_a_test_runs() -> None:
    def values(text: str) -> dict[str, str]:
        parser = RawConfigParser()
        parser.read_string(text)
        return dict(parser["pgbouncer"])

    there = values(kubernetes()["ConfigMap", "vertel-pgbouncer"]["data"]["pgbouncer.ini"])
    here = values((DEPLOY / "pgbouncer.ini").read_text())
    of_its_own = {"listen_addr", "auth_file", "max_prepared_statements"}
    assert {name: value for name, value in there.items() if name not in of_its_own} == {
        name: value for name, value in here.items() if name not in of_its_own
    }


def test_an_ingress_lets_in_all_that_people_need_and_nothing_of_the_own_network(tmp_path: Path) -> None:
    config = Config.from_environment(
        {
            "VERTEL_SECRET_KEYS": "k" * 32,
            "VERTEL_DATABASE_URL": f"sqlite:///{tmp_path}/vertel.sqlite3",
            "VERTEL_STATE_DIR": str(tmp_path / "state"),
        }
    )
    application = create_app(config)
    there = {f"/{rule.rule.split('/')[1]}" for rule in application.url_map.iter_rules()} | {"/r"}
    application.extensions["vertel"].dispose()

    (rule,) = kubernetes()["Ingress", "vertel"]["spec"]["rules"]

    let_in = {one["path"] for one in rule["http"]["paths"]}
    assert there - OWN_NETWORK <= let_in, "a path that people need"
    assert not let_in & OWN_NETWORK
    (root,) = [one for one in rule["http"]["paths"] if one["path"] == "/"]
    assert root["pathType"] == "Exact"
