"""How long a realistic suggestion takes in both schema packages, how soon they are there, and how large they are.

Each time stands beside what the standard library takes for the same in the same run: reading or writing the same
document as JSON, or importing `json` and `urllib.request`. Best of several rounds, because everything else on the
machine only ever makes a round slower.
"""

import gzip
import json
import subprocess
import sys
import time
import timeit
from collections.abc import Callable
from pathlib import Path
from typing import Any

from vertel_schema import Suggestion, SuggestionRequest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "shared_schema"
ROUNDS = 7
CALLS = 2000
STARTS = 10
SCHEMA, ANSWER = SuggestionRequest(), Suggestion()

Row = dict[str, Any]


def run() -> list[Row]:
    """Measure; return a row per bar."""
    document = suggestion()
    text = json.dumps(document)
    load = microseconds(lambda: SCHEMA.load(document))
    loads = microseconds(lambda: json.loads(text))
    answer = suggestion("Suggestion")
    loaded = ANSWER.load(answer)
    dump = microseconds(lambda: ANSWER.dump(loaded))
    dumps = microseconds(lambda: json.dumps(answer))
    npm = measure_npm(document)
    return [
        row("marshmallow loads a suggestion", load, "us", 120, ("json.loads", loads)),
        row("marshmallow dumps a suggestion", dump, "us", 40, ("json.dumps", dumps)),
        row("npm validator checks a suggestion", npm["validate"], "us", 5, ("JSON.parse", npm["parse"])),
        row(
            "npm validators and words, minified, gzip",
            bundle_size(),
            "bytes",
            12_000,
            ("types.d.ts, gzip", types_size()),
        ),
        *starts(),
    ]


def starts() -> list[Row]:
    """Return how long importing the package takes, and the client; the interpreter's own start is taken off."""
    bare = milliseconds("pass")
    standard = milliseconds("import json, urllib.request") - bare
    reference = ("import json, urllib.request", standard)
    return [
        row("import vertel_schema", milliseconds("import vertel_schema") - bare, "ms", 150, reference),
        row("import vertel_schema.client", milliseconds("import vertel_schema.client") - bare, "ms", 150, reference),
    ]


def milliseconds(program: str) -> float:
    """Return the time of one Python process that runs a line, in the best of several."""
    return min(seconds(program) for _ in range(STARTS)) * 1000


def seconds(program: str) -> float:
    """Return the time from the start to the end of a Python process."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
    return time.perf_counter() - began


def row(name: str, value: float, unit: str, bar: float, reference: tuple[str, float]) -> Row:
    """Return one result with its bar and its reference."""
    label, base = reference
    return {
        "name": name,
        "value": round(value, 2),
        "unit": unit,
        "bar": bar,
        "reference": f"{label}: {base:.2f} {unit}",
        "ratio": round(value / base, 2),
    }


def suggestion(name: str = "SuggestionRequest") -> Any:
    """Return the first valid vector: the contract's example with every field."""
    vectors = json.loads((PACKAGE / "vectors" / f"{name}.json").read_text("utf-8"))
    return vectors["valid"][0]["document"]


def microseconds(call: Callable[[], Any]) -> float:
    """Return the time of one call in the best round."""
    call()
    return min(timeit.repeat(call, number=CALLS, repeat=ROUNDS)) / CALLS * 1e6


def measure_npm(document: Any) -> dict[str, float]:
    """Return the microseconds of the validator and of JSON.parse in one Node process."""
    script = PACKAGE / "js" / "test" / "measure.js"
    node = subprocess.run(
        ["node", script], input=json.dumps(document), capture_output=True, encoding="utf-8", timeout=120, check=True
    )
    times: dict[str, float] = json.loads(node.stdout)
    return times


def bundle_size() -> int:
    """Return the gzipped bytes that importing the whole package adds to a browser's bundle."""
    esbuild = ROOT / "node_modules" / ".bin" / "esbuild"
    bundle = subprocess.run(
        [esbuild, PACKAGE / "js" / "index.js", "--bundle", "--minify", "--format=esm"],
        capture_output=True,
        timeout=60,
        check=True,
    )
    return len(gzip.compress(bundle.stdout, 9))


def types_size() -> int:
    """Return the gzipped bytes of the same contract as TypeScript, which costs a browser nothing."""
    return len(gzip.compress((PACKAGE / "js" / "generated" / "types.d.ts").read_bytes(), 9))


def main() -> None:
    """Print the rows as a table."""
    for result in run():
        kept = "kept" if result["value"] <= result["bar"] else "MISSED"
        print(  # noqa: T201  a command that prints
            f"{result['name']:44}{result['value']:>10} {result['unit']:6} bar {result['bar']} {kept}; "
            f"{result['reference']}, ratio {result['ratio']}"
        )


if __name__ == "__main__":
    main()
