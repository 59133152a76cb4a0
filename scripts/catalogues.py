"""The catalogues of the server's texts: which texts there are, which have no translation, and the form that is read."""

import inspect
import re
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from clients import operations
from vertel.api import transparency
from vertel.domain.datasheet.personal_fields import PERSONAL
from vertel.translations import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
SERVER = ROOT / "server" / "vertel"
TRANSLATIONS = SERVER / "translations"
BANNER = """\
# The server's texts in another language. Write in the lines that begin with msgstr; `make generate` does the rest: it
# adds and removes texts, and writes vertel.mo, which the server reads. A text whose English changed is marked "fuzzy":
# see to it that its translation still fits, then delete that line."""


class _Catalogue(Catalog):
    """A catalogue with a header that has no date and no tool's version: the same texts make the same bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Return what programs that read catalogues need to know."""
        return [
            ("Project-Id-Version", "vertel"),
            ("Language", str(self.locale_identifier)),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]


def generated() -> dict[Path, bytes]:
    """Return path -> content: what people translate (``.po``), and the same for the server (``.mo``)."""
    template = _template()
    files = {}
    for language in LANGUAGES[1:]:
        po, mo = BytesIO(), BytesIO()
        catalogue = _merged(_path(language), language, template)
        write_po(po, catalogue, 120, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
        write_mo(mo, catalogue)
        files |= {_path(language): po.getvalue(), _path(language).with_suffix(".mo"): mo.getvalue()}
    return files


def faults(files: dict[Path, bytes]) -> list[str]:
    """Return a line for each text that has no translation, or one that cannot be right."""
    return [
        f"{path.relative_to(ROOT)}: {fault} {message.id!r}"
        for path, content in files.items()
        if path.suffix == ".po"
        for message in read_po(BytesIO(content), abort_invalid=True)
        if message.id and (fault := _fault(message))
    ]


def _fault(message: Message) -> str | None:
    """Return what is wrong with a translation."""
    english = (message.id,) if isinstance(message.id, str) else message.id
    translated = (message.string,) if isinstance(message.string, str) else message.string
    if not all(translated):
        return "no translation of"
    if message.fuzzy:
        return "taken from a similar text, and not looked at yet, is the translation of"
    if {*english} & {*translated}:
        return "still English is the translation of"
    if any(_placeholders(text) != _placeholders(english[-1]) for text in translated):
        return "other placeholders are in the translation of"
    return None


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)\w", text))


def _path(language: str) -> Path:
    return TRANSLATIONS / language / "LC_MESSAGES" / "vertel.po"


def _template() -> Catalog:
    """Return all English texts: those marked in the source, and those of schemas that colleagues are shown."""
    template = Catalog()
    for file, line, text, _, _ in extract_from_dir(SERVER, [("**.py", "python"), ("templates/**", "jinja2")]):
        template.add(text, locations=[(f"server/vertel/{file}", line)])
    with operations.application() as app, app.app_context():
        for disclosed in transparency.answered():
            if not disclosed.fields and disclosed.document.__name__ not in PERSONAL:
                continue
            file = Path(inspect.getfile(disclosed.document)).relative_to(ROOT)
            texts = [transparency.meaning(disclosed.document), *(field.told for field in disclosed.fields.values())]
            for text in texts:
                template.add(text, locations=[(str(file), 0)])
    return template


def _merged(path: Path, language: str, template: Catalog) -> Catalog:
    """Return a language's catalogue with the texts of the template; similar translations of new texts are fuzzy."""
    merged = _Catalogue(language, header_comment=BANNER, fuzzy=False)
    if path.is_file():
        for message in read_po(BytesIO(path.read_bytes()), abort_invalid=True):
            if message.id:
                merged[message.id] = message
    merged.update(template)
    return merged
