"""What is held about a colleague: what for, how long, and who sees it. One row for each part of the export.

A test compares the columns with those of the tables, so that nothing about people is stored without standing here.
"""

from __future__ import annotations

from dataclasses import dataclass

from vertel.translations import N_

EDITORS = ("editor", "admin")


@dataclass(frozen=True)
class Held:
    """A part of what is held. Its texts are translated where they are shown.

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
            "employees.provisioned_languages",
            "employees.active",
            "employees.external_id",
            "employees.user_name",
            "employees.name_parts",
            "employees.deprovisioned_at",
            "employees.signed_out_at",
            "employees.source",
            "employees.search_text",
            "employees.created_at",
            "employees.updated_at",
        ),
        N_(
            "What your company's list of staff says of you: name, address, number there, role, team, location and"
            " languages; whether you may sign in, how the entry came and when it changed; when you were last signed out"
            " everywhere, of which the list says nothing."
        ),
        N_("To let you in, and to show you what is close to your work."),
        N_("Until you are erased."),
        ("admin",),
    ),
    "settings": Held(
        (
            "employees.languages",
            "employees.languages_chosen",
            "employees.snoozed_until",
            "employees.counting",
        ),
        N_("What you set here: the languages you like to read, snooze, and counting or not."),
        N_("To do as you like it."),
        N_("Until you are erased."),
    ),
    "sign_ins": Held(
        ("sign_ins.employee_id", "refresh_tokens.sign_in_id"),
        N_(
            "When you signed in and when that ended, and what the device calls itself; of the keys that go with it only"
            " a fingerprint."
        ),
        N_("To keep you signed in, and to sign you out everywhere at once."),
        N_("30 days after it ended, or until you are erased."),
    ),
    "identities": Held(
        ("identities.employee_id",),
        N_(
            "Under which number your company's own sign-in knows you; no address and no time. When what it says of you"
            " changed your role, the day of that stands in the log of what administrators and programs change."
        ),
        N_("So that you are known again when you sign in with it."),
        N_("Until you are erased."),
    ),
    "enrolment_codes": Held(
        ("enrolment_codes.employee_id",),
        N_("Until when a code to start with was good and when it was used; of the code only a fingerprint."),
        N_("So that a code is used once."),
        N_("30 days after it was used or had run out, or until you are erased."),
    ),
    "codes_by_mail": Held(
        ("email_codes.employee_id",),
        N_("Until when a code that was sent to you is good, when it was used, and how often one was mistyped."),
        N_("So that a code is used once, and nobody guesses it."),
        N_("An hour after it ran out, 30 days after it was used, or until you are erased."),
    ),
    "devices_that_asked": Held(
        ("device_codes.employee_id",),
        N_("Which browser or terminal asked to be connected, when, and what you answered."),
        N_("So that you are connected once, and by nobody else."),
        N_("An hour after it ran out, 30 days after it was used, or until you are erased."),
    ),
    "mails_to_be_sent": Held(
        ("mails.employee_id",),
        N_("That a mail to you is still to be sent, and which one; not what it says."),
        N_("To send it."),
        N_("Until it is sent or of no more use: ten minutes for a code, two weeks for an invitation."),
    ),
    "mails_asked_for": Held(
        ("mail_subscriptions.employee_id",),
        N_("Which mails you asked for, when you want them, and when the last one was sent; not whether you read it."),
        N_("To send you what you asked for, once, and only when there is something new."),
        N_("Until you are erased."),
    ),
    "personal_links": Held(
        ("links.employee_id", "links.owner"),
        N_("Your personal links, where they lead, and how often people followed each."),
        N_("So that you see what came of what you shared."),
        N_("Until you are erased. The links go on working after that, without you."),
    ),
    "shares": Held(
        ("shares.employee_id",),
        N_(
            "Which captions you inserted or copied, and which suggestions you tipped somebody about, and when, with"
            " which link, and how much was still word for word."
        ),
        N_("So that you see it, thanks reach you, and colleagues are offered what was used less."),
        N_("Until you are erased. After that it is a number of nobody in particular."),
    ),
    "events": Held(
        ("events.employee_id", "events.idea_id", "events.feedback_id"),
        N_(
            "What you said that programs of the company were told of, if an admin connected any; your name if you"
            " signed, and the day."
        ),
        N_("So that a program that was away hears of it all the same."),
        N_("30 days, or until you take it back or are erased. What was sent by then is with the company."),
    ),
    "feedback": Held(
        ("feedback.employee_id",),
        N_("What you think of suggestions and why, whether you signed, and the week; the day if you signed."),
        N_("So that you can change it and take it back, and editors learn from it."),
        N_("Until you take it back or are erased. After that your words are gone; a like stays as a number of nobody."),
        EDITORS,
    ),
    "ideas": Held(
        ("ideas.employee_id",),
        N_("Ideas that you sent in, with photos, who is in them and what was said; the day, and no finer time."),
        N_("So that editors can answer you, whether you signed or not."),
        N_(
            "Until you take them back or are erased. What editors read unsigned then stays, without a way to you, since"
            " its going would name you; so does a suggestion that was made of one."
        ),
        EDITORS,
    ),
    "uploaded_images": Held(
        ("images.uploaded_by",),
        N_("Photos that you uploaded: the picture itself without what the camera adds, and the day."),
        N_("So that nobody but you and editors sees a photo before it is in a suggestion."),
        N_("Three days at most when not sent in, else as long as the idea. In a suggestion it stays, without you."),
        EDITORS,
    ),
    "saved_and_hidden": Held(
        ("marks.employee_id",),
        N_("What you saved for later, and what you hid."),
        N_("To show it to you, and to leave it out."),
        N_("Until you take it away or are erased."),
    ),
    "answers_kept_for_repeated_requests": Held(
        ("idempotency_keys.caller",),
        N_("Answers that the server gave you."),
        N_("So that something that is sent twice happens once."),
        N_("Three days."),
    ),
    "suggestions_that_name_somebody_so_called": Held(
        ("people.name",),
        N_("Suggestions that show or name somebody of your name, and what was agreed to: until when, and which words."),
        N_("So that nobody is shown who did not agree."),
        N_("As long as you are in it. Being erased does not change it: use the link you were sent, or tell editors."),
        ("reader", *EDITORS),
    ),
    "ideas_that_name_somebody_so_called": Held(
        ("idea_people.name",),
        N_("That colleagues' ideas show or name somebody of your name, and until when that is agreed to."),
        N_("So that nobody is shown who did not agree."),
        N_("As long as that colleague leaves the idea. Being erased does not change it: tell the editors."),
        EDITORS,
    ),
    "audit_log": Held(
        ("audit_entries.actor", "audit_entries.subject_id"),
        N_(
            "What administrators changed or read about you, such as your team, and what you changed as one yourself."
            " Never what you share, read or say."
        ),
        N_("So that it can be found out who changed what."),
        N_("As long as stands below. Once you are erased, that something was done stays, without you."),
        ("admin",),
    ),
    "revisions": Held(
        ("suggestion_revisions.author",),
        N_("Which versions of suggestions you wrote as an editor, and when."),
        N_("So that editors see who changed what, and do not overwrite each other."),
        N_("As long as the suggestion's history, which is a hundred versions. Once you are erased, without you."),
        EDITORS,
    ),
    "notes": Held(
        ("suggestion_notes.author",),
        N_("Notes about suggestions that you wrote to other editors, and when."),
        N_("So that editors can agree on something."),
        N_("Until you delete them or are erased."),
        EDITORS,
    ),
    "api_keys": Held(
        ("api_keys.created_by",),
        N_("Which API keys you made, if you are an administrator."),
        N_("So that it is known whom to ask about a key."),
        N_("Until you are erased. The keys stay, without you."),
        ("admin",),
    ),
}
"""Part of the export -> what is held in it."""
