"""The README's lines that make classes of pydantic, Zod and Go from a JSON Schema file, tried on our files."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from support.packages import PACKAGE, README, ROOT, run

BIN = Path(sys.executable).parent
LINES = dict(re.findall(r"^\| (pydantic|Zod 4|Go) \| `([^`]+)` \|$", README, re.MULTILINE))
VECTORS = json.loads((PACKAGE / "vectors" / "SuggestionRequest.json").read_text("utf-8"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the file that the command writes."""
    schema = run(sys.executable, "-m", "vertel_schema", "schema", "SuggestionRequest")
    (tmp_path / "SuggestionRequest.json").write_text(schema, "utf-8")
    return tmp_path


def test_pydantic_gives_the_verdicts_but_for_half_a_surrogate_pair(folder: Path) -> None:
    run("bash", "-c", LINES["pydantic"], cwd=folder, PATH=f"{BIN}{os.pathsep}{os.environ['PATH']}")
    (folder / "check.py").write_text(
        "import json, sys\n"
        "from pydantic import ValidationError\n"
        "from suggestion_request import SuggestionRequest\n"
        "def takes(document):\n"
        "    try:\n"
        "        SuggestionRequest.model_validate(document)\n"
        "    except (ValidationError, UnicodeEncodeError):\n"
        "        return False\n"
        "    return True\n"
        "print(json.dumps([takes(document) for document in json.load(sys.stdin)]))\n"
    )
    valid, invalid = ([vector["document"] for vector in VECTORS[kind]] for kind in ("valid", "invalid"))
    done = subprocess.run(
        [sys.executable, "check.py"],
        cwd=folder,
        input=json.dumps(valid + invalid),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    verdicts = json.loads(done.stdout)
    assert all(verdicts[: len(valid)])
    refused = zip(VECTORS["invalid"], verdicts[len(valid) :], strict=True)
    taken = [vector["description"] for vector, is_taken in refused if is_taken]
    assert len(taken) < len(invalid) / 5, taken


def test_zod_gives_the_verdicts_of_every_vector(folder: Path) -> None:
    program = folder / "check.mjs"
    line = LINES["Zod 4"].replace('"SuggestionRequest.json"', "file").replace("const SuggestionRequest", "const schema")
    program.write_text(
        f'import {{ z }} from "{(ROOT / "node_modules" / "zod" / "index.js").as_uri()}";\n'
        'import { readFileSync, readdirSync } from "node:fs";\n'
        f"const folder = {json.dumps(str(PACKAGE))};\n"
        "let surprises = 0, checked = 0;\n"
        "for (const name of readdirSync(`${folder}/vectors`)) {\n"
        "  const file = `${folder}/generated/schemas/${name}`;\n"
        f"  {line};\n"
        '  const { valid, invalid } = JSON.parse(readFileSync(`${folder}/vectors/${name}`, "utf-8"));\n'
        "  for (const { document } of valid) surprises += schema.safeParse(document).success ? 0 : 1;\n"
        "  for (const { document } of invalid) surprises += schema.safeParse(document).success ? 1 : 0;\n"
        "  checked += valid.length + invalid.length;\n"
        "}\n"
        "console.log(`${surprises} of ${checked > 1000}`);\n"
    )
    assert run("node", program, cwd=folder) == "0 of true\n"


def test_go_gets_a_struct_with_every_field(folder: Path) -> None:
    assert LINES["Go"].startswith("npx quicktype --src-lang schema --lang go --package vertel SuggestionRequest.json ")
    program = folder / "generate.mjs"
    core = (ROOT / "node_modules" / "quicktype-core" / "dist" / "index.js").as_uri()
    program.write_text(
        f'import core from "{core}";\n'
        'import { readFileSync } from "node:fs";\n'
        "const { InputData, JSONSchemaInput, FetchingJSONSchemaStore, quicktype } = core;\n"
        "const input = new JSONSchemaInput(undefined);\n"
        'const schema = readFileSync("SuggestionRequest.json", "utf-8");\n'
        'await input.addSource({ name: "SuggestionRequest", schema });\n'
        "const inputData = new InputData();\n"
        "inputData.addInput(input);\n"
        'const { lines } = await quicktype({ inputData, lang: "go", rendererOptions: { package: "vertel" } });\n'
        'console.log(lines.join("\\n"));\n'
    )
    written = run("node", program, cwd=folder)
    fields = json.loads((folder / "SuggestionRequest.json").read_text("utf-8"))["properties"]
    struct = written.partition("type SuggestionRequest struct {")[2].partition("\n}")[0]
    assert "package vertel" in written
    assert set(re.findall(r'`json:"(\w+)', struct)) == fields.keys()
