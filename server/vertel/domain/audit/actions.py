"""The catalogue of what is recorded. A new act is a new member; `make generate` then asks for its Dutch."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from vertel.translations import N_


class AuditAction(StrEnum):
    """An act that is recorded, as ``audit_entries.action`` has it.

    :ivar text: what it is in English; translated where it is shown.
    """

    text: str

    def __new__(cls, value: str, text: str) -> Self:
        """Return the member for a name and its text."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.text = text
        return member

    KEY_CREATED = "key.created", N_("API key made")
    KEY_REVOKED = "key.revoked", N_("API key revoked")
    SETTINGS_CHANGED = "settings.changed", N_("Settings of the organisation changed")
    WEBHOOK_CREATED = "webhook.created", N_("Webhook added")
    WEBHOOK_CHANGED = "webhook.changed", N_("Webhook changed")
    WEBHOOK_REMOVED = "webhook.removed", N_("Webhook removed")
    WEBHOOK_SECRET_ROTATED = "webhook.secret_rotated", N_("Webhook given a new secret")
    WEBHOOK_TESTED = "webhook.tested", N_("Webhook sent a test")
    WEBHOOK_REDELIVERED = "webhook.redelivered", N_("Event sent to a webhook once more")
    CHANNEL_CREATED = "channel.created", N_("Channel of a chat program added")
    CHANNEL_CHANGED = "channel.changed", N_("Channel of a chat program changed")
    CHANNEL_REMOVED = "channel.removed", N_("Channel of a chat program removed")
    CHANNEL_TESTED = "channel.tested", N_("Channel of a chat program sent a test")
    EMPLOYEES_LISTED = "employee.listed", N_("Page of the list of colleagues read")
    EMPLOYEE_READ = "employee.read", N_("What HR's systems say of a colleague read")
    EMPLOYEE_CREATED = "employee.created", N_("Colleague added")
    EMPLOYEE_CHANGED = "employee.changed", N_("What HR's systems say of a colleague changed")
    EMPLOYEE_SIGNED_OUT = "employee.signed_out", N_("Colleague signed out everywhere")
    EVERYBODY_SIGNED_OUT = "employees.signed_out", N_("Everybody signed out everywhere")
    EMPLOYEE_DISABLED = "employee.disabled", N_("Colleague disabled")
    EMPLOYEE_ENABLED = "employee.enabled", N_("Colleague enabled")
    TEAM_CREATED = "team.created", N_("Team added")
    TEAM_RENAMED = "team.renamed", N_("Team renamed")
    TEAM_MERGED = "team.merged", N_("Team made part of another")
    TEAM_REMOVED = "team.removed", N_("Team removed")
    EMPLOYEE_INVITED = "employee.invited", N_("Colleague invited")
    EMPLOYEE_EXPORTED = "employee.exported", N_("All data held about a colleague exported")
    EMPLOYEE_ERASED = "employee.erased", N_("Colleague erased")
    SIGN_IN_CONFIGURED = "sign_in.configured", N_("Settings of the company's own sign-in changed")
    IDENTITY_UNLINKED = "identity.unlinked", N_("Account at the OpenID provider disconnected from a colleague")
    IDENTITY_ROLE_CHANGED = "identity.role_changed", N_("Role changed by what the OpenID provider says")
    CONSENT_ASKED = "consent.asked", N_("Somebody who is shown asked for consent")
    CONSENT_AGREED = "consent.agreed", N_("Somebody who is shown agreed")
    CONSENT_REFUSED = "consent.refused", N_("Somebody who is shown did not agree")
    CONSENT_WITHDRAWN = "consent.withdrawn", N_("Somebody who is shown took their consent back")
    CONSENT_EXPIRED = "consent.expired", N_("Suggestion no longer shown: the days that somebody agreed to are over")
    CONSENT_RECORDED = "consent.recorded", N_("Consent noted by an editor")
    CONSENTS_READ = "consent.read", N_("Answers of people who are shown read")
    AUDIENCE_NEAR = "suggestion.audience_near", N_("Suggestion given nearly the audience of another")
    QUESTION_ASKED = "question.asked", N_("Colleagues asked a question")
    QUESTION_CHANGED = "question.changed", N_("Question to colleagues changed")
    QUESTION_CLOSED = "question.closed", N_("Question to colleagues closed early")
    QUESTION_ARCHIVED = "question.archived", N_("Question to colleagues taken away")
    FEED_CREATED = "feed.created", N_("Feed added")
    FEED_CHANGED = "feed.changed", N_("Feed changed")
    FEED_REMOVED = "feed.removed", N_("Feed removed")
    FEED_PREVIEWED = "feed.previewed", N_("Address looked at, to see what it would give as a feed")
    FEED_LOOKED = "feed.looked", N_("Feed looked at out of turn")
    BACKUP_RESTORED = "backup.restored", N_("Backup restored")
    AUDIT_LISTED = "audit.listed", N_("Page of the audit log read")
    AUDIT_EXPORTED = "audit.exported", N_("Audit log exported")
    DATA_SHEET_CHANGED = "datasheet.changed", N_("Data sheet changed by a setting or an upgrade")
    DATA_SHEET_AGREED = "datasheet.agreed", N_("Version of the data sheet recorded as agreed")
