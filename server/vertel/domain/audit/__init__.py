"""Who changed what: written in the transaction of the change, and changed by nobody afterwards.

Never about what a colleague shares, reads or says.
"""

from vertel.domain.audit.actions import AuditAction
from vertel.domain.audit.recording import CLI, Subject, changes, record, record_read
from vertel.domain.audit.retention import delete_old

__all__ = ["CLI", "AuditAction", "Subject", "changes", "delete_old", "record", "record_read"]
