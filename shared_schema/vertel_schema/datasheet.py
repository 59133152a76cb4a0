"""The data sheet for a works council and a privacy officer, and what changed since a version of it was agreed."""

from vertel_schema.base import Query, Request, Response
from vertel_schema.fields import (
    Boolean,
    Choice,
    Date,
    DateTime,
    Integer,
    Items,
    Language,
    Line,
    Matching,
    Object,
    Slug,
    Text,
)
from vertel_schema.transparency import LiveSetting
from vertel_schema.words import (
    DATA_SHEET_CATEGORIES,
    DATA_SHEET_CHANGES,
    DATA_SHEET_PARTS,
    LANGUAGES_OF_TRANSPARENCY,
    READERS,
)

LONGEST_OWN_TEXT = 1000


class ContentHash(Matching):
    """The SHA-256 of what a data sheet says, in hexadecimal digits."""

    pattern = "^[0-9a-f]{64}$"
    expected = "64 hexadecimal digits"
    sample = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


_PART = Choice("The part of the sheet.", DATA_SHEET_PARTS, example="setting")
_CATEGORY = Choice("Which sort of personal data it is.", DATA_SHEET_CATEGORIES, example="identity")
_READERS = Items("Who reads it through Vertel.", Choice("A role.", READERS), max_items=10)
_VERSION = "What the sheet says, as one number: the same for the same content, in every language and on every day."


class DataSheetSection(Response):
    """A part of the sheet, as a heading."""

    name = _PART
    title = Line("Its title.", max_length=200, example="What is held")
    text = Line("What it is about.", max_length=1000, example="Each kind of data, why it is there and for how long.")


class DataSheetStatement(Response):
    """Something that is said under a name of its own."""

    name = Slug("Its name.", example="no-ranking")
    text = Line("What is said.", max_length=2000, example="No report puts colleagues in an order.")


class DataSheetPromise(Response):
    """A report that cannot be made, and what proves it."""

    name = Slug("Its name.", example="no-ranking")
    text = Line("What cannot be made.", max_length=1000, example="A list or a ranking of colleagues by use.")
    proofs = Items(
        "The tests of this version that fail when it could be made.",
        Line("A test.", max_length=300, example="tests/api/test_impossible_reports.py::test_no_report_ranks_people"),
        max_items=20,
    )


class DataSheetOwnText(Response):
    """Something that only the organisation knows."""

    name = Slug("Its name.", example="controller")
    title = Line("What it is.", max_length=200, example="Controller")
    text = Text(
        "What the organisation filled in; null where that is still to be done.",
        max_length=LONGEST_OWN_TEXT,
        nullable=True,
        example="Waterwerk B.V., Zwolle",
    )


class DataSheetPurpose(Response):
    """What personal data is used for."""

    name = Slug("Its name.", example="counting")
    text = Line("What for.", max_length=1000, example="To know which suggestions are of use.")
    categories = Items("Which data it takes.", _CATEGORY, max_items=20)


class DataSheetCategory(Response):
    """A sort of personal data, and whose it is."""

    name = _CATEGORY
    text = Line("What belongs to it.", max_length=1000, example="Who somebody is: name, address, number.")
    people = Line("Whose data it is.", max_length=500, example="Colleagues.")


class DataSheetHeld(Response):
    """Something that is held."""

    name = Slug("Its name.", example="personal-links")
    category = _CATEGORY
    what = Line("What is held.", max_length=1000, example="Personal links and where they lead.")
    why = Line("What for.", max_length=1000, example="So that a colleague sees their own clicks.")
    kept = Line("How long.", max_length=1000, example="Until the colleague is erased.")
    readers = Items(
        "Who sees it through Vertel, besides the person and whoever runs the server.",
        Choice("A role.", READERS),
        max_items=10,
    )


class DataSheetField(Response):
    """A field that says something about people."""

    name = Line("Where it stands in the document.", max_length=200, example="by_team.clicks")
    meaning = Line("What it says.", max_length=1000, example="How often people followed a tracked link.")
    category = _CATEGORY
    smallest_group = Integer(
        "Of how many people at least a number is; null for what is no number.", nullable=True, example=5
    )
    only_signed = Boolean("Whether it is told only of colleagues who signed.", example=False)


class DataSheetReport(Response):
    """A document that somebody else than the person can read."""

    name = Line("The document's name in the API.", max_length=100, example="Overview")
    meaning = Line("What it says.", max_length=1000, example="What was shared and clicked in a period.")
    calls = Items("Where it is read.", Line("A call.", max_length=200, example="GET /api/v1/audit"), max_items=100)
    readers = _READERS
    tells = Items("What it says about people.", Object("A field.", DataSheetField), max_items=300)


class DataSheetRole(Response):
    """A role, and where it reads about people."""

    name = Slug("Its name.", example="editor")
    text = Line("What it is for.", max_length=1000, example="Writes suggestions and answers ideas.")
    calls = Items(
        "Every call that tells it something about others.",
        Line("A call.", max_length=200, example="GET /api/v1/ideas"),
        max_items=200,
    )


class DataSheetInterface(Response):
    """A way by which data enters or leaves Vertel."""

    name = Slug("Its name.", example="webhooks")
    active = Boolean("Whether it is in use on this server.", example=True)
    text = Line("What goes where.", max_length=1000, example="What happens is sent to programs that admins name.")
    to = Items(
        "Where it goes or comes from, as it is set now.",
        Line("A host or a program.", max_length=500, example="hooks.example.com: idea.received"),
        max_items=200,
    )


class DataSheetChange(Response):
    """Something in which two versions of the sheet differ."""

    part = _PART
    kind = Choice("What became of it.", DATA_SHEET_CHANGES, example="changed")
    name = Line("Which one.", max_length=300, example="click-retention")
    sentence = Text(
        "The same as a sentence.",
        max_length=5000,
        example="How long each single click is kept was 400 days and is now 90 days.",
    )


class DataSheetAgreement(Response):
    """That a version of the sheet was agreed."""

    version = ContentHash("Which version.")
    agreed_on = Date("On which day.", example="2026-11-23")
    note = Line("With whom, or where it is written down.", max_length=200, nullable=True, example="Works council")
    recorded_at = DateTime("When an administrator recorded it.", example="2026-11-24T09:30:00Z")


class DataSheetAgreementRequest(Request):
    """That a version of the sheet was agreed."""

    version = ContentHash("The version that was agreed: `version` of the sheet that was read.")
    agreed_on = Date("On which day; today at the latest.", example="2026-11-23")
    note = Line(
        "With whom, or where it is written down.",
        max_length=200,
        nullable=True,
        default=None,
        example="Works council, minutes of 23 November",
    )


class DataSheet(Response):
    """What Vertel does with personal data: made from the contract, the permission table and the settings."""

    language = Language("The language that this is in.", example="nl")
    version = ContentHash(_VERSION)
    software = Line("The version of Vertel.", max_length=40, example="0.2.0")
    organisation = Line("What the organisation calls itself.", max_length=100, example="Waterwerk")
    sections = Items(
        "The parts, in the order in which they are read.", Object("A part.", DataSheetSection), max_items=30
    )
    company = Items("What only the organisation knows.", Object("A text.", DataSheetOwnText), max_items=20)
    purposes = Items("What data is used for.", Object("A purpose.", DataSheetPurpose), max_items=50)
    categories = Items("The sorts of data.", Object("A sort.", DataSheetCategory), max_items=20)
    held = Items("What is held.", Object("A kind of data.", DataSheetHeld), max_items=200)
    reports = Items("Who reads what.", Object("A document.", DataSheetReport), max_items=200)
    impossible = Items("Reports that cannot be made.", Object("One of them.", DataSheetPromise), max_items=100)
    roles = Items("Who there is.", Object("A role.", DataSheetRole), max_items=20)
    interfaces = Items("What comes in and goes out.", Object("A way.", DataSheetInterface), max_items=50)
    settings = Items("How this server is set.", Object("A setting.", LiveSetting), max_items=100)
    record = Items(
        "For the record of processing activities, article 30 of the GDPR.",
        Object("A line of it.", DataSheetStatement),
        max_items=50,
    )
    assessment = Items(
        "For a data protection impact assessment, article 35 of the GDPR.",
        Object("A line of it.", DataSheetStatement),
        max_items=50,
    )
    agreed = Object("The version that was agreed last; null when none was.", DataSheetAgreement, nullable=True)
    changes = Items(
        "What changed since the version that was agreed; nothing when none was.",
        Object("A change.", DataSheetChange),
        max_items=2000,
    )


class DataSheetQuery(Query):
    """In which language."""

    language = Choice(
        "The language; when missing, the first of `Accept-Language` or of the organisation's that there is.",
        LANGUAGES_OF_TRANSPARENCY,
        optional=True,
    )


class ChangedDataSheet(Response):
    """What changed in the data sheet."""

    version = ContentHash("The version that it is now.")
    previous_version = ContentHash("The one before.")
    changes = Items(
        "What changed, in the organisation's first language; the first 100.",
        Object("A change.", DataSheetChange),
        max_items=100,
    )
    count = Integer("How many changes there are.", minimum=1, example=2)


class DataSheetChanged(Response):
    """A setting or an upgrade changed what the data sheet says. Told once for each change."""

    type = Choice("The type of the event.", ["datasheet.changed"], example="datasheet.changed")
    timestamp = DateTime("When it was noticed.", example="2026-11-23T09:30:00Z")
    data = Object("What changed.", ChangedDataSheet)
