"""Settings: read once, and refused with the name of what is wrong."""

import re
from pathlib import Path

import pytest

from vertel.config import CHROMIUM_EXTENSION, KNOWN, SETTINGS, Config, ConfigError
from vertel.config_parsers import MailServer

KEY = "k" * 32
LEAST = {"VERTEL_SECRET_KEYS": KEY}
DOCS = Path(__file__).parents[2] / "docs"


def _config(**settings: str) -> Config:
    return Config.from_environment(LEAST | settings)


def test_a_secret_key_is_all_that_has_to_be_set() -> None:
    config = Config.from_environment(LEAST)

    assert config.database_url.startswith("sqlite:////")
    assert config.database_url.endswith("/var/vertel.sqlite3")
    assert config.public_url == "http://127.0.0.1:8000"
    assert config.link_base_url == "http://127.0.0.1:8000/r"
    assert config.destination_hosts == ()
    assert CHROMIUM_EXTENSION in config.extension_origins


def test_there_is_no_built_in_secret() -> None:
    with pytest.raises(ConfigError, match=r"^VERTEL_SECRET_KEYS is missing"):
        Config.from_environment({})


def test_links_live_below_the_public_address_unless_they_have_their_own() -> None:
    assert _config(VERTEL_PUBLIC_URL="https://v.example.com/").link_base_url == "https://v.example.com/r"
    assert _config(VERTEL_LINK_BASE_URL="https://go.example.com/").link_base_url == "https://go.example.com"


def test_the_newest_key_comes_first() -> None:
    config = _config(VERTEL_SECRET_KEYS=f" {'new' * 11} , {'old' * 11} ,")

    assert config.secret_keys == ("new" * 11, "old" * 11)


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("sqlite:////var/lib/vertel.sqlite3", "sqlite:////var/lib/vertel.sqlite3"),
        ("postgres://u@h/n", "postgresql+psycopg://u@h/n"),
        ("postgresql://u@h/n", "postgresql+psycopg://u@h/n"),
        ("postgresql+psycopg://u@h/n", "postgresql+psycopg://u@h/n"),
        (
            "postgresql://u@/n?host=a:1&host=b:2&target_session_attrs=read-write",
            "postgresql+psycopg://u@/n?host=a:1&host=b:2&target_session_attrs=read-write",
        ),
    ],
)
def test_a_database_is_named_without_its_driver(url: str, driver: str) -> None:
    assert _config(VERTEL_DATABASE_URL=url).database_url == driver


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("VERTEL_DATABASE_URL", "mysql://h/n"),
        ("VERTEL_DATABASE_URL", "var/vertel.sqlite3"),
        ("VERTEL_DATABASE_URL", "postgresql://vertel@localhost:port/vertel"),
        ("VERTEL_DATABASE_URL", "postgresql://vertel@a:5432,b:5432/vertel"),
        ("VERTEL_DATABASE_URL", "sqlite://"),
        ("VERTEL_DATABASE_URL", "sqlite:///:memory:"),
        ("VERTEL_SECRET_KEYS", "short"),
        ("VERTEL_SECRET_KEYS", f"{KEY},short"),
        ("VERTEL_PUBLIC_URL", "http://vertel.example.com"),
        ("VERTEL_PUBLIC_URL", "https://"),
        ("VERTEL_PUBLIC_URL", "https://me@vertel.example.com"),
        ("VERTEL_PUBLIC_URL", "https://vertel.example.com?x=1"),
        ("VERTEL_PUBLIC_URL", "https://vertel.example.com#x"),
        ("VERTEL_PUBLIC_URL", "https://vertel.example.com:0"),
        ("VERTEL_PUBLIC_URL", "https://vertel.example.com:99999"),
        ("VERTEL_LINK_BASE_URL", "ftp://go.example.com"),
        ("VERTEL_DESTINATION_HOSTS", "https://careers.example.com"),
        ("VERTEL_DESTINATION_HOSTS", "careers.example.com/jobs"),
        ("VERTEL_DESTINATION_HOSTS", "*"),
        ("VERTEL_DESTINATION_HOSTS", "careers.*.example.com"),
        ("VERTEL_DESTINATION_HOSTS", "-.example.com"),
        ("VERTEL_EXTENSION_ORIGINS", "*"),
        ("VERTEL_EXTENSION_ORIGINS", "chrome-extension://short"),
        ("VERTEL_EXTENSION_ORIGINS", "null"),
        ("VERTEL_MAIL_URL", "mail.example.com"),
        ("VERTEL_MAIL_URL", "smtp://"),
        ("VERTEL_MAIL_URL", "smtp://mail.example.com:port"),
        ("VERTEL_MAIL_URL", "smtp://mail.example.com/inbox"),
        ("VERTEL_MAIL_URL", "smtp://mail.example.com?tls=no"),
        ("VERTEL_MAIL_URL", "smtp://mail.example.com?starttls=maybe"),
        ("VERTEL_MAIL_URL", "smtp://me:secret@mail.example.com?starttls=no"),
        ("VERTEL_MAIL_URL", "console:x"),
        ("VERTEL_MAIL_FROM", "Vertel"),
        ("VERTEL_MAIL_FROM", "a@example.com, b@example.com"),
        ("VERTEL_MAIL_FROM", "Vertel <vertel@example.com>\nBcc: all@example.com"),
        ("VERTEL_MAIL_FROM", "vértel@example.com"),
        ("VERTEL_APPLICATION_SECRETS", "b3RoZXIgc2VjcmV0LCBhbHNvIGZvciB0aGUgdGVzdHM="),
        ("VERTEL_APPLICATION_SECRETS", "whsec_c2hvcnQ="),
        ("VERTEL_APPLICATION_SECRETS", "whsec_not base64, whatever its length may be"),
        ("VERTEL_SECRET_KEY", KEY),
    ],
)
def test_a_wrong_setting_stops_the_start_by_name(name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=rf"^{name}\b"):
        _config(**{name: value})


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("console:", MailServer("console")),
        ("smtp://mail.example.com", MailServer("smtp", "mail.example.com", 25, starttls=True)),
        ("smtp://mail.example.com?starttls=no", MailServer("smtp", "mail.example.com", 25)),
        ("smtp://127.0.0.1:2525", MailServer("smtp", "127.0.0.1", 2525)),
        ("smtp://me:p%40ss@mail.example.com", MailServer("smtp", "mail.example.com", 587, "me", "p@ss", starttls=True)),
        ("smtps://me%40x.nl:a%3Ab@mail.example.com", MailServer("smtps", "mail.example.com", 465, "me@x.nl", "a:b")),
    ],
)
def test_a_mail_server_is_encrypted_to_unless_it_is_on_this_machine(url: str, server: MailServer) -> None:
    assert _config(VERTEL_MAIL_URL=url).mail_server == server
    assert "p@ss" not in repr(server)


def test_mails_come_from_the_public_address_unless_it_is_said() -> None:
    assert _config(VERTEL_PUBLIC_URL="https://v.example.com").mail_sender == "Vertel <vertel@v.example.com>"
    assert _config(VERTEL_MAIL_FROM="Waterwerk <v@example.com>").mail_sender == "Waterwerk <v@example.com>"


def test_other_programs_settings_are_left_alone() -> None:
    _config(HOME="/")


OIDC = {"VERTEL_OIDC_ISSUER": "https://login.example.com/", "VERTEL_OIDC_CLIENT_ID": "vertel"}
ROLES = {"VERTEL_OIDC_ROLE_CLAIM": "groups", "VERTEL_OIDC_ADMINS": "vertel-admins"}


def test_a_provider_takes_its_name_as_it_is_and_an_id() -> None:
    config = _config(**OIDC)

    assert (config.oidc_issuer, config.oidc_client_id) == ("https://login.example.com/", "vertel")
    assert config.oidc_client_secret is None
    assert not config.oidc_create


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("VERTEL_OIDC_ISSUER", {"VERTEL_OIDC_CLIENT_ID": "vertel"}),
        ("VERTEL_OIDC_ISSUER", {"VERTEL_OIDC_CREATE": "yes"}),
        ("VERTEL_OIDC_ISSUER", {"VERTEL_MAIL_URL": "console:", "VERTEL_OIDC_NAME": "Waterwerk"}),
        ("VERTEL_OIDC_CLIENT_ID", {"VERTEL_OIDC_ISSUER": "https://login.example.com"}),
        ("VERTEL_OIDC_ISSUER", OIDC | {"VERTEL_OIDC_ISSUER": "login.example.com"}),
        ("VERTEL_OIDC_ISSUER", OIDC | {"VERTEL_OIDC_ISSUER": "http://login.example.com"}),
        ("VERTEL_OIDC_ISSUER", OIDC | {"VERTEL_OIDC_ISSUER": "https://login.example.com/?tenant=1"}),
        ("VERTEL_OIDC_ISSUER", OIDC | {"VERTEL_OIDC_ISSUER": f"https://login.example.com/{'x' * 255}"}),
        (
            "VERTEL_OIDC_ISSUER",
            OIDC | {"VERTEL_OIDC_ISSUER": "http://127.0.0.1:9000", "VERTEL_PUBLIC_URL": "https://v.example.com"},
        ),
        ("VERTEL_OIDC_SCOPES", OIDC | {"VERTEL_OIDC_SCOPES": "profile email"}),
        ("VERTEL_OIDC_SCOPES", OIDC | {"VERTEL_OIDC_SCOPES": 'openid "email"'}),
        ("VERTEL_OIDC_NAME", OIDC | {"VERTEL_OIDC_NAME": "x" * 41}),
        ("VERTEL_OIDC_CLIENT_ID", OIDC | {"VERTEL_OIDC_CLIENT_ID": "two\nlines"}),
        ("VERTEL_OIDC_CREATE", OIDC | {"VERTEL_OIDC_CREATE": "perhaps"}),
        ("VERTEL_OIDC_NETWORKS", OIDC | {"VERTEL_OIDC_NETWORKS": "10.1.2.3/24"}),
        ("VERTEL_OIDC_ROLE_CLAIM", OIDC | {"VERTEL_OIDC_EDITORS": "redactie"}),
        ("VERTEL_OIDC_ROLE_CLAIM", OIDC | {"VERTEL_OIDC_ROLE_CLAIM": "groups"}),
        ("VERTEL_OIDC_EDITORS", OIDC | ROLES | {"VERTEL_OIDC_EDITORS": "redactie,vertel-admins"}),
        ("VERTEL_OIDC_SECRET", OIDC | {"VERTEL_OIDC_SECRET": "x"}),
    ],
)
def test_settings_of_the_provider_that_do_not_go_together_stop_the_start_by_name(
    name: str, settings: dict[str, str]
) -> None:
    with pytest.raises(ConfigError, match=rf"^{name}\b"):
        _config(**settings)


def test_hosts_are_compared_in_lower_case() -> None:
    assert _config(VERTEL_DESTINATION_HOSTS="Careers.Example.com, *.Example.org").destination_hosts == (
        "careers.example.com",
        "*.example.org",
    )


def test_an_empty_setting_is_none_except_that_no_extension_may_be_let_in() -> None:
    empty = dict.fromkeys(KNOWN - {"VERTEL_SECRET_KEYS", "VERTEL_EXTENSION_ORIGINS"}, "")

    assert _config(**empty) == _config()
    assert _config(VERTEL_EXTENSION_ORIGINS="").extension_origins == ()


def test_reports_are_read_from_the_database_unless_they_have_their_own() -> None:
    assert _config(VERTEL_DATABASE_URL="postgres://u@h/n").reports_database_url == "postgresql+psycopg://u@h/n"
    assert _config(VERTEL_REPORTS_DATABASE_URL="postgres://u@r/n").reports_database_url == "postgresql+psycopg://u@r/n"


def test_the_defaults_in_the_docs_are_the_server_s() -> None:
    table = (DOCS / "settings.md").read_text("utf-8")
    told = re.findall(r"^\| `(VERTEL_[A-Z_]+)` \| `([^`]+)` \|", table, re.MULTILINE)

    assert len(told) >= 8
    for name, default in told:
        assert _config(**{name: default}) == _config(), name


def test_the_docs_name_the_settings_that_take_a_restart() -> None:
    page = (DOCS / "operations.md").read_text("utf-8")
    named = re.search(r"settings that the recorder goes by too \(([^)]+)\)", page)

    assert set(re.findall(r"VERTEL_[A-Z_]+", named.group(1))) == {each.name for each in SETTINGS if each.restart}
