"""The page of all acts that the audit log has, written from the catalogue in the code."""

from __future__ import annotations

from vertel.domain.audit import AuditAction
from vertel.translations import translations


def page(banner: str) -> str:
    """Return the page that says what each action means, in English and Dutch."""
    dutch = translations("nl").gettext
    rows = [f"| `{action.value}` | {action.text} | {dutch(action.text)} |" for action in sorted(AuditAction)]
    return "\n".join([
        f"<!-- {banner} -->",
        "",
        "# What is recorded of administrators and programs",
        "",
        "Where, for how long and what never: [administration.md](administration.md#who-changed-what).",
        "",
        "| action | what was done | in Dutch |",
        "|---|---|---|",
        *rows,
        "",
    ])  # fmt: skip
