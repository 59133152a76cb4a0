"""What the sheet says for the record of processing activities and for an impact assessment, beyond lists of facts."""

from __future__ import annotations

from vertel.translations import N_

COMPANY: dict[str, str] = {
    "controller": N_("Who decides about the data (controller)"),
    "contact": N_("Whom people ask about it"),
    "data_protection_officer": N_("Data protection officer"),
    "legal_basis": N_("Legal basis"),
    "hosting": N_("Where the server and its backups stand, and who looks after them"),
}
"""Name of a text that only the organisation knows -> what it is called."""

ROLES: dict[str, str] = {
    "employee": N_(
        "A colleague: reads suggestions, and what is held about themselves; nothing about another colleague."
    ),
    "reader": N_("A program that reads suggestions and reports. No person has this role alone."),
    "editor": N_("Writes suggestions, answers ideas, reads reactions and reports."),
    "admin": N_("Looks after people, teams, keys, webhooks and settings; and all that an editor may."),
    "scim": N_("A directory: reads and writes the list of staff and teams, and nothing about use."),
    "operator": N_(
        "Whoever runs the server can read its database. Who that is, the company decides; Vertel cannot limit it."
    ),
}

RECORD: dict[str, str] = {
    "controller": N_("Article 30(1)(a), name and contact of the controller: the first part of this sheet."),
    "purposes": N_("Article 30(1)(b), purposes: the part on purposes; the legal basis is the company's to state."),
    "subjects": N_(
        "Article 30(1)(c), categories of people and of data: the part on sorts of data. No special categories of"
        " article 9 are asked for; photos and words may hold what somebody chooses to tell."
    ),
    "recipients": N_("Article 30(1)(d), recipients: the parts on who reads what, and on what comes in and goes out."),
    "transfers": N_(
        "Article 30(1)(e), transfers: Vertel itself sends nothing to its makers or to other countries. Where"
        " the server,"
        " its mail server and connected programs stand is the company's to state."
    ),
    "erasure": N_("Article 30(1)(f), time limits for erasure: with each kind of data, and among the settings."),
    "security": N_(
        "Article 30(1)(g), security: keys and codes are kept as fingerprints only; roles are checked on every call;"
        " what administrators read of colleagues is recorded; sign-ins can be ended at once. That"
        " connections and backups"
        " are encrypted is the company's to see to."
    ),
}

ASSESSMENT: dict[str, str] = {
    "description": N_(
        "Description, article 35(7)(a): colleagues may share suggestions on LinkedIn of their own accord, by"
        " hand. What is"
        " processed, for what and by whom stands in the parts above."
    ),
    "necessity": N_(
        "Necessity and proportionality, article 35(7)(b): there are no targets, points, rankings or"
        " reminders; counting can"
        " be paused without anybody seeing it; numbers begin at five people. That taking part is voluntary"
        " in practice is"
        " the company's to see to."
    ),
    "risk-pressure": N_(
        "Risk: pressure on colleagues to take part. Measures: who takes part, who does not, and how much, is told to"
        " nobody. What remains: a manager can ask in person, or read LinkedIn."
    ),
    "risk-singling-out": N_(
        "Risk: somebody is recognised in a number. Measures: what fewer than five could have caused is never"
        " counted, so"
        " it cannot appear later. What remains: five who all did the same; invented colleagues (in the audit log)."
    ),
    "risk-words": N_(
        "Risk: somebody is recognised by what they wrote without signing. Measures: unsigned words are told only when"
        " five could have written them, without a time. What remains: a way of writing, or what a photo shows."
    ),
    "risk-shown": N_(
        "Risk: somebody is shown who does not want it. Measures: consent is recorded with an end, can be asked from the"
        " person and withdrawn by them; a picture then leaves the lists. What remains: posts that are out already."
    ),
    "risk-repurposing": N_(
        "Risk: data is used for something else. Measures: reports do not have it; what administrators read"
        " of colleagues is"
        " recorded; this sheet says when a setting or an upgrade changes it. What remains: access to the database."
    ),
    "rights": N_(
        "Rights of people: a colleague reads, saves and erases what is held about them, by themselves, at any time;"
        " correction goes by the list of staff."
    ),
    "consultation": N_("Views of colleagues and the works council, article 35(9): to be added by the company."),
}

SECTIONS: dict[str, tuple[str, str]] = {
    "company": (
        N_("Who is responsible"),
        N_("What only the company knows. An administrator fills it in, in the settings."),
    ),
    "purpose": (N_("What data is used for"), N_("These purposes, and no others.")),
    "category": (N_("Sorts of data"), N_("What kinds of personal data there are, and whose.")),
    "held": (
        N_("What is held, why and for how long"),
        N_("In the words in which each colleague reads it about themselves: “you” is that colleague."),
    ),
    "report": (
        N_("Who reads what"),
        N_("Every document of the server that tells somebody else about people, with each field that does."),
    ),
    "field": (N_("Fields"), N_("What a document says about people.")),
    "impossible": (
        N_("Reports that cannot be made"),
        N_("Not by a setting, not by an administrator, not by a program. Each is held by tests of this version."),
    ),
    "role": (N_("Roles"), N_("Who there is, and what for.")),
    "interface": (N_("What comes in and goes out"), N_("Every way by which data enters or leaves the server.")),
    "setting": (N_("How this server is set"), N_("What decides what is counted, kept and offered.")),
    "record": (
        N_("For the record of processing activities"),
        N_("Article 30 of the GDPR, and where its parts stand here."),
    ),
    "assessment": (
        N_("For an impact assessment"),
        N_("Article 35 of the GDPR: what can be said of every server of Vertel."),
    ),
}
"""Part of the sheet -> title, and what it is about, in the order in which they are read."""
