"""Whether marshmallow, the npm validators and a JSON Schema validator in Rust agree on 100,000 documents.

Every adverse value in every field of every document, and then documents that were made at random and changed at random.
A disagreement is a different verdict, or reasons at different places, beyond the differences that
tests/support/agreement.py lists with their reasons. `VERTEL_SCHEMA_SEED` repeats a run.
"""

import os
import sys
import time
from random import Random, SystemRandom
from typing import Any

from support import agreement

DOCUMENTS = 100_000
AT_ONCE = 20_000

Row = dict[str, Any]


def run() -> list[Row]:
    """Compare; return the rows."""
    seed = int(os.environ.get("VERTEL_SCHEMA_SEED") or SystemRandom().randrange(2**32))
    random = Random(seed)  # noqa: S311  reproducible on purpose
    cases = list(agreement.systematic_cases(random))
    systematic = len(cases)
    cases += agreement.random_cases(random, max(DOCUMENTS - systematic, DOCUMENTS // 2))
    started = time.monotonic()
    tallies = [agreement.compare(cases[at : at + AT_ONCE]) for at in range(0, len(cases), AT_ONCE)]
    took = time.monotonic() - started
    disagreements = [one for tally in tallies for one in tally.disagreements]
    for one in disagreements[:10]:
        sys.stderr.write(f"VERTEL_SCHEMA_SEED={seed} {one}\n")
    compared, refused = sum(tally.compared for tally in tallies), sum(tally.refused for tally in tallies)
    return [
        {
            "name": "documents on which the three disagree",
            "value": len(disagreements),
            "unit": "",
            "bar": 0,
            "reference": f"compared: {compared:,}, of which {systematic:,} systematic; refused: {refused:,}",
        },
        {
            "name": "documents compared in a second, by all three",
            "value": compared / took,
            "unit": "/s",
            "reference": f"seed {seed}",
        },
    ]
