"""Bring the vacancies of a job feed into Vertel, as drafts that an editor looks at before colleagues see them.

    JOB_FEED=https://jobs.example.nl/feed.json VERTEL_SERVER=https://vertel.example.nl VERTEL_API_KEY=vk_... \
        python import_vacancies.py

Run it each night: a vacancy has the feed's number as its `external_id`, so it is changed and never doubled. What an
editor wrote or chose stays; what left the feed is archived, and comes back when it returns. A feed that is empty, or
lost more than half at once, is more likely broken: then nothing is changed, unless `--end-most` says so.
"""

import html
import json
import os
import sys
import urllib.request
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from vertel_schema.client import Vertel, VertelError
from vertel_schema.documents import ImportResultDict, SuggestionRequestDict

SOURCE = "job-feed"
"""The name of this feed in Vertel: no other source changes its vacancies, nor this one those of others."""

EDITORS_OWN = "status"
"""What editors decide once a vacancy is there. Whatever else they edit stays theirs, too."""

ZONE = ZoneInfo("Europe/Amsterdam")
"""Where a closing date ends."""


def suggestion(job: dict[str, Any]) -> SuggestionRequestDict:
    """Return a vacancy of the feed as a suggestion; raise `KeyError` or `ValueError` when it is none."""
    title = text(job["title"])
    shown = title.replace("{", "(").replace("}", ")")  # braces would be a placeholder in a caption
    city, _, _ = text(job.get("city")).partition(",")  # of "Utrecht, Netherlands" the first
    return {
        "external_id": f"job-{text(job['id']) or missing('id')}",
        "kind": "vacancy",
        "title": title or missing("title"),
        "destination_url": job["url"],
        "captions": [
            {"language": "nl", "tone": "personal", "text": f"Wij zoeken een collega: {shown}. {{link}}"},
            {"language": "en", "tone": "short", "text": f"We are hiring: {shown}. {{link}}"},
        ],
        "audience": {"locations": [city] if city else []},
        "expires_at": moment(job.get("closes")),
        "status": "draft",
    }


def text(value: Any) -> str:
    """Return a feed's text on one line, without the entities of web pages."""
    return " ".join(html.unescape(str(value)).split()) if value is not None else ""


def missing(field: str) -> str:
    """Raise the error for a field that a vacancy cannot do without."""
    raise ValueError(f"{field} is empty")


def moment(closes: str | None) -> str | None:
    """Return when a vacancy closes, in UTC: a date ends with its day, in summer time and winter time alike."""
    if not closes:
        return None
    if len(closes) == len("2026-12-31"):
        end = datetime.combine(date.fromisoformat(closes) + timedelta(days=1), time(), ZONE)
    else:
        end = datetime.fromisoformat(closes)
        end = end if end.tzinfo else end.replace(tzinfo=ZONE)
    return end.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def readable(jobs: Iterable[dict[str, Any]], odd: list[str]) -> Iterator[SuggestionRequestDict]:
    """Yield the vacancies that can be read; note of the others why they cannot."""
    for place, job in enumerate(jobs, start=1):
        try:
            yield suggestion(job)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            reason = f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)
            name = (job.get("id") or job.get("title")) if isinstance(job, dict) else None
            odd.append(f"vacancy {place} of the feed ({name or 'without a name'}): {reason}")


def upload(vertel: Vertel, rows: str, missing: str, *, dry_run: bool) -> ImportResultDict:
    """Upload the vacancies of this feed; in a dry run only ask what would happen."""
    terms = {"source": SOURCE, "leave": EDITORS_OWN, "missing": missing}
    return vertel.imports.upload(rows.encode(), "application/x-ndjson", dry_run=dry_run, **terms)


def main() -> int:
    """Import, say what became of each odd vacancy, and return the exit status."""
    try:
        with urllib.request.urlopen(os.environ["JOB_FEED"], timeout=30) as feed:
            jobs = json.load(feed)["jobs"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"The feed was not read, so nothing was changed: {error!r}", file=sys.stderr)
        return 1
    odd: list[str] = []
    rows = "".join(json.dumps(row) + "\n" for row in readable(jobs, odd))
    vertel = Vertel(os.environ["VERTEL_SERVER"], os.environ["VERTEL_API_KEY"], timeout=300)
    # A vacancy that could not be read may be any of those that are in Vertel: then none is archived.
    ends = "leave" if odd else "archive"
    try:
        if ends == "archive" and "--end-most" not in sys.argv:
            tried = upload(vertel, rows, ends, dry_run=True)
            gone, there = len(tried.get("ended", [])), tried["updated"] + tried["unchanged"]
            if gone > there:
                print(f"{gone} vacancies left the feed and {there} are still in it: is it broken?", file=sys.stderr)
                print("Nothing was changed. With --end-most they are archived all the same.", file=sys.stderr)
                return 1
        result = upload(vertel, rows, ends, dry_run=False)
    except VertelError as error:
        print(error, file=sys.stderr)
        return 1
    refused = [(row["external_id"], fault) for row in result["rows"] for fault in row["errors"]]
    odd += [f"{name} {fault['pointer']}: {fault['message']}" for name, fault in refused]
    print("\n".join(odd), end="\n" if odd else "", file=sys.stderr)
    ended = len(result.get("ended", []))
    print(f"{result['created']} new, {result['updated']} changed, {result['unchanged']} the same, {ended} ended.")
    return 1 if odd else 0


if __name__ == "__main__":
    sys.exit(main())
