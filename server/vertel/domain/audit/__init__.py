"""Who changed what: written in the transaction of the change, and changed by nobody afterwards.

Never about what a colleague shares, reads or says.
"""

from vertel.domain.audit.actions import AuditAction
from vertel.domain.audit.browsing import Filters, browse, rows
from vertel.domain.audit.parties import CONSENT, Party, parties
from vertel.domain.audit.people import record_people
from vertel.domain.audit.recording import CLI, Act, Subject, changes, record, record_all, record_read
from vertel.domain.audit.retention import by_or_about, delete_old, forget

__all__ = [
    "CLI",
    "CONSENT",
    "Act",
    "AuditAction",
    "Filters",
    "Party",
    "Subject",
    "browse",
    "by_or_about",
    "changes",
    "delete_old",
    "forget",
    "parties",
    "record",
    "record_all",
    "record_people",
    "record_read",
    "rows",
]
