"""Fields that identify people, in documents that others read; what tells about use has ``about`` in the contract.

A test holds every field of every such document against this table, so that a new one without a place in it is noticed.
"""

from __future__ import annotations

from typing import NamedTuple

from vertel.translations import N_


class PersonalField(NamedTuple):
    """What a field says about somebody."""

    category: str
    meaning: str


_NUMBER = PersonalField("identity", N_("The number of a colleague's entry."))
_EMAIL = PersonalField("identity", N_("A colleague's e-mail address."))
_NAME = PersonalField("identity", N_("A colleague's name."))
_STAFF_NUMBER = PersonalField("identity", N_("A colleague's number in the list of staff."))
_CODE = PersonalField("access", N_("A code with which a colleague can begin, shown once."))
_CODE_UNTIL = PersonalField("access", N_("Until when that code is good."))
_SHOWN = PersonalField("consent", N_("The name of somebody who is shown or named."))
_SHOWN_UNTIL = PersonalField("consent", N_("Until when they agreed."))
_ANSWER = PersonalField("consent", N_("What they answered when they were asked, and on which day."))
_ACTOR = PersonalField("administration", N_("Which editor, administrator or program did it."))
_SUBJECT = PersonalField("administration", N_("Which colleague it was done to, where it was one."))
_ACT = PersonalField("administration", N_("What was done, and when."))
_BEFORE = PersonalField("administration", N_("What an entry in the list of staff said before, and after."))
_NOTE = PersonalField("administration", N_("What an editor wrote to other editors, and when."))
_VERSION = PersonalField("administration", N_("When an editor saved a version."))
_OFFICER = PersonalField("administration", N_("The data protection officer, as an administrator wrote it down."))

Fields = dict[str, PersonalField]

_EMPLOYEE: Fields = {
    "id": _NUMBER,
    "email": _EMAIL,
    "name": _NAME,
    "team": PersonalField("work", N_("A colleague's team.")),
    "location": PersonalField("work", N_("A colleague's location.")),
    "languages": PersonalField("work", N_("A colleague's languages, as the list of staff has them.")),
    "role": PersonalField("work", N_("A colleague's role in Vertel.")),
    "active": PersonalField("work", N_("Whether a colleague may sign in.")),
    "source": PersonalField("work", N_("How a colleague's entry came about.")),
    "external_id": _STAFF_NUMBER,
    "created_at": PersonalField("work", N_("When a colleague's entry was made.")),
    "updated_at": PersonalField("work", N_("When what the list of staff says changed last.")),
}
_INVITATION: Fields = {"employee_id": _NUMBER, "email": _EMAIL, "name": _NAME, "code": _CODE, "expires_at": _CODE_UNTIL}
_PEOPLE: Fields = {"people.name": _SHOWN, "people.consent_until": _SHOWN_UNTIL}
_CONSENT: Fields = {
    "name": _SHOWN,
    "state": _ANSWER,
    "until": _SHOWN_UNTIL,
    "asked_on": _ANSWER,
    "answered_on": _ANSWER,
    "texts": PersonalField("consent", N_("The words that they were asked about.")),
    "image_id": PersonalField("consent", N_("The picture that they were asked about.")),
}
_BY: Fields = {"by.kind": _ACTOR, "by.id": _ACTOR, "by.name": _ACTOR}
_CREATOR: Fields = {"created_by.kind": _ACTOR, "created_by.id": _ACTOR, "created_by.name": _ACTOR}
_WRITTEN_NOTE: Fields = {"written_at": _NOTE, "text": _NOTE, **_BY}
_SAVED: Fields = {"at": _VERSION, **_BY}
_ENTRY: Fields = {
    "at": _ACT,
    "actor.kind": _ACTOR,
    "actor.id": _ACTOR,
    "actor.name": _ACTOR,
    "action": _ACT,
    "summary": _ACT,
    "subject.kind": _SUBJECT,
    "subject.id": _SUBJECT,
    "subject.name": _SUBJECT,
    "changes.field": _BEFORE,
    "changes.before": _BEFORE,
    "changes.after": _BEFORE,
    "details.name": _ACT,
    "details.value": _ACT,
}


def _within(path: str, fields: Fields) -> Fields:
    return {f"{path}.{name}": field for name, field in fields.items()}


PERSONAL: dict[str, Fields] = {
    "AuditPage": _within("items", _ENTRY),
    "AuditRecorded": {"data.action": _ACT, "data.actor": _ACTOR, "data.subject": _SUBJECT, "timestamp": _ACT},
    "ConsentList": _within("items", _CONSENT),
    "ConsentRequested": _within("consent", _CONSENT),
    "DataSheet": {"company.text": _OFFICER},
    "Employee": _EMPLOYEE,
    "EmployeePage": _within("items", _EMPLOYEE),
    "EmployeeImportResult": {
        "rows.email": _EMAIL,
        "rows.id": _NUMBER,
        "disabled.id": _NUMBER,
        "disabled.email": _EMAIL,
        "disabled.name": _NAME,
    },
    "Idea": {**_PEOPLE},
    "IdeaPage": _within("items", _PEOPLE),
    "Invitation": _INVITATION,
    "InvitationResult": _within("items", _INVITATION),
    "KeyPage": _within("items", _CREATOR),
    "KeySecret": _CREATOR,
    "Note": _WRITTEN_NOTE,
    "NotePage": _within("items", _WRITTEN_NOTE),
    "RevisionPage": _within("items", _SAVED),
    "Settings": {"data_sheet.data_protection_officer": _OFFICER, "data_sheet.contact": _OFFICER},
    "Suggestion": _PEOPLE,
    "SuggestionPage": _within("items", _PEOPLE),
    "WholeRevision": {**_SAVED, **_within("document", _PEOPLE)},
}
"""Document -> path of a field -> what it says about somebody."""

OTHER_READS: dict[str, str] = {"images.read": "GET /api/v1/images/{image_id}", "scim.serve": "/scim/v2"}
"""Endpoint -> the call, of what tells about people in another form than a document of the contract.

Photos of ideas are images, and a directory keeps the list of staff in documents of SCIM.
"""
