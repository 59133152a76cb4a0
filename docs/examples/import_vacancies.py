"""Bring the vacancies of a job feed into Vertel, as drafts that an editor looks at before colleagues see them.

    JOB_FEED=https://jobs.example.nl/feed.json VERTEL_SERVER=https://vertel.example.nl VERTEL_API_KEY=vk_... \
        python import_vacancies.py

Run it as often as you like: a vacancy has the feed's number as its `external_id`, so it is changed and never doubled.
"""

import json
import os
import sys
import urllib.request
from typing import Any

from vertel_schema.client import Vertel, VertelError
from vertel_schema.documents import SuggestionRequest


def suggestion(job: dict[str, Any]) -> SuggestionRequest:
    """Return a vacancy of the feed as a suggestion."""
    return {
        "external_id": f"job-{job['id']}",
        "kind": "vacancy",
        "title": job["title"],
        "destination_url": job["url"],
        "captions": [
            {"language": "nl", "tone": "personal", "text": f"Wij zoeken een collega: {job['title']}. {{link}}"},
            {"language": "en", "tone": "short", "text": f"We are hiring: {job['title']}. {{link}}"},
        ],
        "audience": {"locations": [job["city"]]},
        "expires_at": f"{job['closes']}T22:00:00Z",
        "status": "draft",
    }


def main() -> int:
    """Import, say what became of each refused row, and return the exit status."""
    with urllib.request.urlopen(os.environ["JOB_FEED"], timeout=30) as feed:
        jobs = json.load(feed)["jobs"]
    rows = "".join(json.dumps(suggestion(job)) + "\n" for job in jobs)
    vertel = Vertel(os.environ["VERTEL_SERVER"], os.environ["VERTEL_API_KEY"], timeout=300)
    try:
        result = vertel.imports.upload(rows.encode(), "application/x-ndjson")
    except VertelError as error:
        print(error, file=sys.stderr)
        return 1
    for row in result["rows"]:
        for fault in row["errors"]:
            print(f"{row['external_id']} {fault['pointer']}: {fault['message']}", file=sys.stderr)
    print(f"{result['created']} new, {result['updated']} changed, {result['unchanged']} the same.")
    return 1 if result["refused"] else 0


if __name__ == "__main__":
    sys.exit(main())
