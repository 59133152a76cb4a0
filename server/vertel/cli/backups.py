"""``vertel backup`` and ``vertel restore``: the database in one file, and back."""

from __future__ import annotations

import sys
from datetime import UTC, date, timedelta
from pathlib import Path

import click
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from vertel.cli.context import config, say
from vertel.cli.sessions import engine
from vertel.clock import now
from vertel.config import Config
from vertel.db.models import Channel, Webhook
from vertel.domain.backups import making, restoring
from vertel.domain.backups.archive import Archive, Manifest, Tell
from vertel.domain.privacy import erasure_list
from vertel.domain.webhooks.secret_box import SecretBox
from vertel.redirect import link_replica
from vertel.worker import recorder

PROGRESS_ROWS = 100_000


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--progress", is_flag=True, help="Say how far it is, also when nobody watches.")
def backup(file: Path | None, progress: bool) -> None:
    """Write all that Vertel holds to FILE, while it runs; print the name of the file.

    Without FILE it gets a name with the time; if FILE is a folder, there. Clicks that are not in the database yet stay
    where they are. The secret keys are not in it, and the file holds personal data: keep both safe, and apart.
    """
    path = _named(file)
    with engine() as opened:
        try:
            manifest = making.make(opened, path, _telling(progress))
        except OSError as error:
            raise click.ClickException(f"{path}: {error.strerror or error}. No backup was written.") from error
    size = path.stat().st_size
    say(f"{manifest.rows} rows, {size / 1e6:.1f} MB. VERTEL_SECRET_KEYS is not in it: keep it apart from the backup.")
    click.echo(path)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Replace what is in the database. Asks first.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option(
    "--erasures",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help=f"Another node's list of who was erased: {erasure_list.FILE} in its VERTEL_STATE_DIR. May be repeated.",
)
@click.option("--without-erasures", is_flag=True, help="There is no such list: whoever was erased since comes back.")
@click.option("--progress", is_flag=True, help="Say how far it is, also when nobody watches.")
def restore(
    file: Path, replace: bool, yes: bool, erasures: tuple[Path, ...], without_erasures: bool, progress: bool
) -> None:
    """Restore FILE, which `vertel backup` wrote on either database, with Vertel stopped on every node.

    Whoever was erased since then is erased again. Everybody signs in again. A backup of an earlier version is brought
    to this one. If anything fails, nothing is changed.
    """
    settings = config()
    if recorder.at_work(settings.state_dir):
        raise click.ClickException("Vertel is running on this node. Stop it, on every node, and run this again.")
    tell = _telling(progress)
    with Archive.opened(file) as archive, engine() as opened:
        restoring.check_version(archive)
        say("Checking the file.")
        archive.verify(tell)
        known = _known_erasures(settings, opened, erasures, without=without_erasures)
        _warn_of_gaps(settings, archive.manifest)
        _ask(opened, replace=replace, yes=yes)
        done = restoring.restore(opened, archive, known, tell)
        _warn_of_secrets(opened)
    link_replica.remove(settings.state_dir, link_replica.FILE)
    say(
        f"Restored {done.rows} rows of {archive.manifest.made_at:%Y-%m-%d %H:%M} UTC; {done.erased} erased since then "
        "were erased again. Everybody signs in again, and open invitations have to be sent again."
    )


def _named(file: Path | None) -> Path:
    path = file or Path()
    if path.is_dir():
        path /= f"vertel-{now().astimezone(UTC):%Y%m%d-%H%M%S}.zip"
    if not path.parent.is_dir():
        raise click.ClickException(f"There is no folder {path.parent}.")
    if path.exists():
        raise click.ClickException(f"{path} is there already. Give another name, or a folder.")
    return path.absolute()


def _telling(wanted: bool) -> Tell:
    shown = wanted or sys.stderr.isatty()

    def tell(table: str, rows: int) -> None:
        if shown and rows and rows % PROGRESS_ROWS == 0:
            say(f"{table}: {rows} rows")

    return tell


def _known_erasures(
    settings: Config, opened: Engine, files: tuple[Path, ...], *, without: bool
) -> erasure_list.Erasures:
    own = settings.state_dir / erasure_list.FILE
    found: dict[bytes, date] = {}
    for path in [*([own] if own.exists() else []), *files]:
        found |= erasure_list.read(path)
    # An empty list of this node's own may be that of a new machine.
    if not found and not files and not without and not restoring.knows_erasures(opened):
        raise click.ClickException(
            f"There is no list of who was erased since the backup: {own} has nobody, nor is there a database in use. "
            "Give another node's with --erasures; with --without-erasures whoever was erased comes back."
        )
    return found


def _warn_of_gaps(settings: Config, manifest: Manifest) -> None:
    days = settings.erasure_retention_days
    if days and now() - manifest.made_at > timedelta(days=days):
        say(
            f"Note: the backup is older than the {days} days of VERTEL_ERASURE_RETENTION_DAYS. The list of who was "
            "erased may not reach back to it."
        )


def _ask(opened: Engine, *, replace: bool, yes: bool) -> None:
    present = restoring.contents(opened)
    if not present:
        return
    holds = ", ".join(f"{rows} {name.replace('_', ' ')}" for name, rows in present.items())
    if not replace:
        raise click.ClickException(f"The database has data: {holds}. To lose that for the backup's, give --replace.")
    if not yes:
        click.confirm(f"The database has {holds}. Replace all of it, for good?", abort=True, err=True)


def _warn_of_secrets(opened: Engine) -> None:
    """Say whether the secrets of webhooks and channels can be read with the keys of this shell."""
    with Session(opened) as session:
        stored = [*session.scalars(select(Webhook.secret)), *session.scalars(select(Channel.address))]
    keys = SecretBox(config().secret_keys)
    locked = sum(keys.decrypt(secret) is None for secret in stored)
    if locked:
        say(
            f"Note: {locked} secrets of webhooks and channels cannot be read with this shell's VERTEL_SECRET_KEYS. "
            "They can with those of the backup's time; without them, make the secrets anew."
        )
