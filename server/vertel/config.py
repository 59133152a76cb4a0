"""Settings, read from the environment once and checked before anything starts; each is one field of :class:`Config`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Generic, TypeVar, cast
from urllib.parse import urlsplit

from vertel import built_files
from vertel import config_parsers as parsers
from vertel.config_parsers import MailServer, Network

T = TypeVar("T")
CHROMIUM_EXTENSION = "chrome-extension://mckobklmjmhnleimoplapibofkpmplgc"
ANY_FIREFOX_EXTENSION = "moz-extension://*"
MEGABYTE = 1024 * 1024


class ConfigError(Exception):
    """A setting is missing or wrong. The message names it and says what was expected."""


@dataclass(frozen=True)
class Setting(Generic[T]):
    """How a field of :class:`Config` is read from the environment.

    :ivar default: returns the value when none is set, from those of the fields above it; ``None`` when one has to be.
    :ivar hint: advice for whoever has to set it.
    :ivar empty: whether an empty text is a value; otherwise it counts as not set.
    :ivar restart: whether a change takes a restart, because the recorder goes by it too and does not read it again.
    """

    name: str
    parse: Callable[[str], T]
    default: Callable[[Mapping[str, Any]], T] | None
    hint: str
    empty: bool
    restart: bool

    def read(self, environment: Mapping[str, str], above: Mapping[str, Any]) -> T:
        """Return the value; raise :class:`ConfigError` when it is missing or wrong."""
        text = environment.get(self.name)
        if text is None or not (text or self.empty):
            if self.default is None:
                raise ConfigError(f"{self.name} is missing. {self.hint}")
            return self.default(above)
        try:
            return self.parse(text)
        except ValueError as error:
            raise ConfigError(f"{self.name}: {error} {self.hint}".rstrip()) from error


def required(name: str, parse: Callable[[str], T], *, hint: str) -> T:
    """Return a field for a setting without a default."""
    return _field(Setting(name, parse, None, hint, empty=False, restart=False))


def optional(name: str, parse: Callable[[str], T], default: T, *, empty: bool = False, restart: bool = False) -> T:
    """Return a field for a setting with a default."""
    return _field(Setting(name, parse, lambda _: default, "", empty, restart))


def derived(
    name: str, parse: Callable[[str], T], default: Callable[[Mapping[str, Any]], T], *, restart: bool = False
) -> T:
    """Return a field for a setting whose default depends on the fields above it, or on the current folder."""
    return _field(Setting(name, parse, default, "", empty=False, restart=restart))


def _field(setting: Setting[T]) -> T:
    return cast("T", field(metadata={"setting": setting}))


@dataclass(frozen=True, kw_only=True)
class Config:
    """Everything that differs between one deployment and the next."""

    database_url: str = derived(
        "VERTEL_DATABASE_URL",
        parsers.database_url,
        lambda _: f"sqlite:///{parsers.folder('var')}/vertel.sqlite3",
        restart=True,
    )
    """Sign access tokens; the newest first, the others only verify."""

    public_url: str = optional("VERTEL_PUBLIC_URL", parsers.web_address, "http://127.0.0.1:8000")
    secret_keys: tuple[str, ...] = required(
        "VERTEL_SECRET_KEYS",
        parsers.secret_keys,
        hint="Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(32))'",
    )
    link_base_url: str = derived("VERTEL_LINK_BASE_URL", parsers.web_address, lambda above: f"{above['public_url']}/r")
    destination_hosts: tuple[str, ...] = optional("VERTEL_DESTINATION_HOSTS", parsers.hosts, ())
    """Where tracked links may lead: exact hosts, or ``*.`` and a suffix; nowhere without one."""

    extension_origins: tuple[str, ...] = optional(
        "VERTEL_EXTENSION_ORIGINS", parsers.origins, (CHROMIUM_EXTENSION, ANY_FIREFOX_EXTENSION), empty=True
    )
    """Origins that may call the API from a browser."""

    mail_server: MailServer | None = optional(  # noqa: RUF009  a field
        "VERTEL_MAIL_URL", parsers.mail_server, None, restart=True
    )
    """Where mails are handed over; without it none are sent, and no codes by mail offered."""

    mail_sender: str = derived(
        "VERTEL_MAIL_FROM",
        parsers.mail_sender,
        lambda above: f"Vertel <vertel@{urlsplit(above['public_url']).hostname}>",
        restart=True,
    )
    reports_database_url: str = derived(
        "VERTEL_REPORTS_DATABASE_URL", parsers.database_url, lambda above: above["database_url"]
    )
    """Where reports are read from, such as a replica."""

    state_dir: Path = derived(  # noqa: RUF009  a field
        "VERTEL_STATE_DIR", parsers.folder, lambda _: parsers.folder("var/state"), restart=True
    )
    """This node's own folder: its copy of the links, and the clicks that are not in the database yet."""

    spool_limit: int = optional(
        "VERTEL_SPOOL_LIMIT_MB", parsers.whole_number(range(1, 1_000_000), MEGABYTE), 1024 * MEGABYTE, restart=True
    )
    """Bytes of clicks that may wait there."""

    sync_each_click: bool = optional(
        "VERTEL_CLICK_SYNC", parsers.one_of({"group": False, "each": True}), False, restart=True
    )
    """Whether a click is on the disk before its visitor is redirected."""

    click_retention_days: int = optional(
        "VERTEL_CLICK_RETENTION_DAYS", parsers.whole_number(range(36_500)), 400, restart=True
    )
    """Days for which raw clicks are kept; 0 keeps them for ever. Their sums are always kept."""

    audit_retention_days: int = optional(
        "VERTEL_AUDIT_RETENTION_DAYS", parsers.whole_number(range(36_500)), 730, restart=True
    )
    """Days for which it is kept who changed what; 0 keeps it for ever."""

    consent_retention_days: int = optional(
        "VERTEL_CONSENT_RETENTION_DAYS", parsers.whole_number(range(36_500)), 730, restart=True
    )
    """Days for which it is kept what people who are shown answered to, after a no or an end; 0 keeps it for ever."""

    erasure_retention_days: int = optional(
        "VERTEL_ERASURE_RETENTION_DAYS", parsers.whole_number(range(36_500)), 400, restart=True
    )
    """Days for which it is kept that somebody was erased, so that an older backup erases them again; 0 for ever."""

    sign_in_days: int = optional("VERTEL_SIGN_IN_DAYS", parsers.whole_number(range(36_500)), 0, restart=True)
    """After how many days a sign-in ends however much it is used; 0 is never."""

    repeat_seconds: int = optional("VERTEL_REPEAT_SECONDS", parsers.whole_number(range(3601)), 30)
    """A visitor who follows a link again within this time is not counted again; 0 counts all."""

    proxies: int = optional("VERTEL_PROXIES", parsers.whole_number(range(10)), 0)
    """How many proxies of one's own stand in front, each adding to ``X-Forwarded-For``."""

    count_opted_out: bool = optional("VERTEL_COUNT_OPTED_OUT", parsers.yes_or_no, False)
    pass_query: bool = optional("VERTEL_PASS_QUERY", parsers.yes_or_no, False)
    application_secrets: tuple[str, ...] = optional("VERTEL_APPLICATION_SECRETS", parsers.application_secrets, ())
    """Verify what a careers site reports; the newest first."""

    webhook_networks: tuple[Network, ...] = optional("VERTEL_WEBHOOK_NETWORKS", parsers.networks, (), restart=True)
    """Private networks into which webhooks may go all the same."""

    feed_networks: tuple[Network, ...] = optional("VERTEL_FEED_NETWORKS", parsers.networks, ())
    """Private networks in which feeds may stand."""

    oidc_issuer: str | None = optional("VERTEL_OIDC_ISSUER", parsers.issuer, None)
    """The OpenID provider with which people sign in, exactly as it names itself; no such sign-in without one."""

    oidc_client_id: str = optional("VERTEL_OIDC_CLIENT_ID", parsers.short_text(255), "")
    oidc_client_secret: str | None = optional("VERTEL_OIDC_CLIENT_SECRET", parsers.short_text(1000), None)
    """Proves to the provider who asks; a public client has none, and PKCE alone."""

    oidc_name: str = optional("VERTEL_OIDC_NAME", parsers.short_text(40), "")
    """What the button says after "Sign in with"."""

    oidc_scopes: tuple[str, ...] = optional("VERTEL_OIDC_SCOPES", parsers.scopes, ("openid", "profile", "email"))
    oidc_external_id_claim: str | None = optional("VERTEL_OIDC_EXTERNAL_ID_CLAIM", parsers.short_text(255), None)
    oidc_role_claim: str | None = optional("VERTEL_OIDC_ROLE_CLAIM", parsers.short_text(255), None)
    oidc_admins: tuple[str, ...] = optional("VERTEL_OIDC_ADMINS", parsers.comma_separated, ())
    """Values of that claim which make somebody an administrator."""

    oidc_editors: tuple[str, ...] = optional("VERTEL_OIDC_EDITORS", parsers.comma_separated, ())
    oidc_team_claim: str | None = optional("VERTEL_OIDC_TEAM_CLAIM", parsers.short_text(255), None)
    oidc_create: bool = optional("VERTEL_OIDC_CREATE", parsers.yes_or_no, False)
    """Whether somebody whom nobody provisioned is created when they first sign in."""

    oidc_trust_email: bool = optional("VERTEL_OIDC_TRUST_EMAIL", parsers.yes_or_no, False)
    """Whether addresses count as verified although the provider does not say that they are."""

    oidc_networks: tuple[Network, ...] = optional("VERTEL_OIDC_NETWORKS", parsers.networks, ())
    """Private networks in which the provider may stand."""

    app_dir: Path = derived(  # noqa: RUF009  a field
        "VERTEL_APP_DIR", parsers.built_page, lambda _: built_files.folder("app")
    )
    """Where the build of the web page is. The default need not be there."""

    console_dir: Path = derived(  # noqa: RUF009  a field
        "VERTEL_CONSOLE_DIR", parsers.built_page, lambda _: built_files.folder("console")
    )
    """Where the build of the console is. The default need not be there."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Config:
        """Read the settings; raise :class:`ConfigError` on the first that is wrong."""
        _refuse_unknown(environment)
        values: dict[str, Any] = {}
        for each in fields(cls):
            values[each.name] = each.metadata["setting"].read(environment, values)
        config = cls(**values)
        _refuse_contradictions(config)
        return config


SETTINGS: tuple[Setting[Any], ...] = tuple(each.metadata["setting"] for each in fields(Config))
KNOWN = {setting.name for setting in SETTINGS}


def _refuse_unknown(environment: Mapping[str, str]) -> None:
    for name in environment:
        if name.startswith("VERTEL_") and name not in KNOWN:
            raise ConfigError(f"{name} is not a setting of Vertel. Known are {', '.join(sorted(KNOWN))}.")


def _refuse_contradictions(config: Config) -> None:
    """Refuse settings of the OpenID provider that make no sense without another one, or against it."""
    settings = {each.name: each.metadata["setting"] for each in fields(Config) if each.name.startswith("oidc_")}
    given = {setting.name for name, setting in settings.items() if getattr(config, name) != setting.default({})}
    if given and config.oidc_issuer is None:
        raise ConfigError(f"VERTEL_OIDC_ISSUER is missing. {', '.join(sorted(given))} need it.")
    if config.oidc_issuer is None:
        return
    if not config.oidc_client_id:
        raise ConfigError("VERTEL_OIDC_CLIENT_ID is missing. The provider shows it where Vertel is registered with it.")
    if config.oidc_issuer.startswith("http:") and not config.public_url.startswith("http:"):
        raise ConfigError("VERTEL_OIDC_ISSUER: expected https, since VERTEL_PUBLIC_URL is https.")
    roles = {"VERTEL_OIDC_ADMINS", "VERTEL_OIDC_EDITORS"} & given
    if roles and config.oidc_role_claim is None:
        raise ConfigError(f"VERTEL_OIDC_ROLE_CLAIM is missing. {' and '.join(sorted(roles))} are values of it.")
    if config.oidc_role_claim is not None and not roles:
        raise ConfigError("VERTEL_OIDC_ROLE_CLAIM: set VERTEL_OIDC_ADMINS or VERTEL_OIDC_EDITORS, too.")
    both = set(config.oidc_admins) & set(config.oidc_editors)
    if both:
        raise ConfigError(f"VERTEL_OIDC_EDITORS: {min(both)!r} stands in VERTEL_OIDC_ADMINS as well.")
