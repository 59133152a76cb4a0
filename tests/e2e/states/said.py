"""What people say in the walks, in the language of the one who walks: pictures of it stand in the docs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """The words of one language."""

    language: str
    ideas: dict[str, str]
    """How it ended, or "waiting" -> an idea, as a colleague sends it in."""

    asks: str
    """An editor about an idea."""

    answers: str
    thanks: str
    goes: str
    is_on: str
    declines: str
    comment: str
    draft: str
    with_a_name: str
    with_a_photo: str
    too_long: str


SAID = {
    "nl": Said(
        language="nl",
        ideas={
            "waiting": "Vandaag hing de nieuwe pomp op zijn plek. Acht maanden werk, en hij liep in één keer.",
            "answered": "Samira loste haar eerste storing alleen op, midden in de nacht. Dat mag gezien worden.",
            "adopted": "De stagiairs hebben een waterwiel gebouwd van wat er in de werkplaats lag. Het draait echt.",
            "declined": "Kijkje in de nieuwe meldkamer, nog voordat hij open is.",
        },
        asks="Wat mooi! Wie staan er op de foto?",
        answers="Samira en ik.",
        thanks="Dankjewel, dan gaan we ermee aan de slag.",
        goes="Prachtig, dit plaatsen we morgen.",
        is_on="Twee mensen solliciteerden via jouw verhaal.",
        declines="Dit kan nog niet naar buiten: de opening is pas in maart. Stuur het dan nog eens?",
        comment="Ik zeg het liever zelf.",
        draft="Wat ik hier het mooiste aan vond: ",
        with_a_name="Met @Noor erbij",
        with_a_photo="Zo ziet dat eruit. #water #vis #techniek #zwolle",
        too_long="Een zin die maar doorgaat. " * 112,
    ),
    "en": Said(
        language="en",
        ideas={
            "waiting": "The new pump was finally in place today. Eight months of work, and it ran the first time.",
            "answered": "Samira fixed her first failure alone, in the middle of the night. People should hear it.",
            "adopted": "The interns built a water wheel from what lay around in the workshop. It really turns.",
            "declined": "A look into the new control room, before it opens.",
        },
        asks="That is lovely! Who is in the photo?",
        answers="Samira and I.",
        thanks="Thank you, then we will make something of it.",
        goes="Wonderful, we will publish this tomorrow.",
        is_on="Two people applied through your story.",
        declines="This can't go out yet: the opening is in March. Would you send it again then?",
        comment="I would rather say it myself.",
        draft="What I liked best about it: ",
        with_a_name="With @Noor beside me",
        with_a_photo="This is what it looks like. #water #fish #technology #zwolle",
        too_long="A sentence that just goes on. " * 104,
    ),
}
