"""What is held about a colleague: what for, how long, and who sees it.

One row for each part of the export. A test compares the columns named here with those of the tables, so that nothing
about people is stored without being told here.
"""

from __future__ import annotations

from dataclasses import dataclass

EDITORS = ("editor", "admin")
UNTIL_ERASED = "Until you are erased."


@dataclass(frozen=True)
class Held:
    """A part of what is held, in English; :mod:`vertel.translations.dutch` has it in Dutch.

    :ivar columns: the columns that say of whom it is, or what about them.
    :ivar readers: the roles that see it through Vertel, besides the colleague.
    """

    columns: tuple[str, ...]
    what: str
    why: str
    kept: str
    readers: tuple[str, ...] = ()


HELD: dict[str, Held] = {
    "employee": Held(
        (
            "employees.id",
            "employees.email",
            "employees.name",
            "employees.role",
            "employees.team_id",
            "employees.location",
            "employees.languages",
            "employees.active",
            "employees.created_at",
            "employees.snoozed_until",
            "employees.counting",
        ),
        "Your name, address, role, team, location and languages, and what you set here: snooze, and counting or not.",
        "To let you in, and to show you what is close to your work.",
        UNTIL_ERASED,
        ("admin",),
    ),
    "sign_ins": Held(
        ("sign_ins.employee_id", "refresh_tokens.sign_in_id"),
        "When you signed in and when that ended; of the keys that go with it only a fingerprint.",
        "To keep you signed in, and to sign you out everywhere at once.",
        UNTIL_ERASED,
    ),
    "enrolment_codes": Held(
        ("enrolment_codes.employee_id",),
        "Until when a code to start with was good and when it was used; of the code only a fingerprint.",
        "So that a code is used once.",
        UNTIL_ERASED,
    ),
    "personal_links": Held(
        ("links.employee_id", "links.owner"),
        "Your personal links, where they lead, and how often people followed each.",
        "So that you see what came of what you shared.",
        "Until you are erased. The links go on working after that, without you.",
    ),
    "shares": Held(
        ("shares.employee_id",),
        "Which captions you inserted or copied and when, with which link, and how much was still word for word.",
        "So that you see it, thanks reach you, and colleagues are offered what was used less.",
        "Until you are erased. After that it is a number of nobody in particular.",
    ),
    "signed_events": Held(
        ("events.employee_id",),
        "What you signed and the company's own programs were told, by a webhook that an admin set up.",
        "So that a program that was away hears of it all the same.",
        "30 days, or until you are erased. What was sent by then is with the company.",
        ("admin",),
    ),
    "feedback": Held(
        ("feedback.employee_id",),
        "What you think of suggestions and why, whether you signed, and the week; the day if you signed.",
        "So that you can change it and take it back, and editors learn from it.",
        "Until you take it back or are erased. After that your words are gone; a like stays as a number of nobody.",
        EDITORS,
    ),
    "ideas": Held(
        ("ideas.employee_id",),
        "Ideas that you sent in, with photos, who is in them and what was said; the day, and no finer time.",
        "So that editors can answer you, whether you signed or not.",
        "Until you withdraw them or are erased. A suggestion that was made of one stays, without you.",
        EDITORS,
    ),
    "uploaded_images": Held(
        ("images.uploaded_by",),
        "Photos that you uploaded: the picture itself without what the camera adds, and the day.",
        "So that nobody but you and editors sees a photo before it is in a suggestion.",
        "Three days at most when not sent in, else as long as the idea. In a suggestion it stays, without you.",
        EDITORS,
    ),
    "saved_and_hidden": Held(
        ("marks.employee_id",),
        "What you saved for later, and what you hid.",
        "To show it to you, and to leave it out.",
        "Until you take it away or are erased.",
    ),
    "answers_kept_for_repeated_requests": Held(
        ("idempotency_keys.caller",),
        "Answers that the server gave you.",
        "So that something that is sent twice happens once.",
        "Three days.",
    ),
    "suggestions_that_name_somebody_so_called": Held(
        ("people.name",),
        "Suggestions that show or name somebody of your name, and until when that is agreed to.",
        "So that nobody is shown who did not agree.",
        "As long as editors keep the suggestion. Being erased does not change it: tell them.",
        ("reader", *EDITORS),
    ),
    "ideas_that_name_somebody_so_called": Held(
        ("idea_people.name",),
        "That colleagues' ideas show or name somebody of your name, and until when that is agreed to.",
        "So that nobody is shown who did not agree.",
        "As long as that colleague leaves the idea. Being erased does not change it: tell the editors.",
        EDITORS,
    ),
}
"""Part of the export -> what it is."""
