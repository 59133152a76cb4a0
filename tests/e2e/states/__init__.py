"""Everything the panel can show: a walk through it, in one language, with a stop at every state.

The tests of accessibility stop at each state to judge it, and the gallery of the docs to take a picture of it. A walk
is one generator per subject, in the modules beside this. Each begins where the one before it ended, and yields a name
for every state: small letters and hyphens, since it becomes the name of a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from e2e.harness import Tab
from e2e.states.button import the_button
from e2e.states.first_run import the_first_run
from e2e.states.ideas import ideas
from e2e.states.impact import impact
from e2e.states.inserting import inserting
from e2e.states.suggestion import a_suggestion
from e2e.states.talk import talk
from e2e.states.the_list import the_list
from e2e.states.you import you
from support.server import Server

COLLEAGUES = {"nl": "noor@ottervliet.example", "en": "priya@ottervliet.example"}
"""The panel's language -> a colleague of the demo company who likes to write in it."""


def the_main_way(panel: Tab, company: Server, language: str) -> Iterator[str]:
    """Only what everyone goes through: the first day, the list, a suggestion, the employee's own page."""
    code = company.vertel("employee", "invite", COLLEAGUES[language])
    return chain(
        the_first_run(panel, company, code), the_list(panel, language), a_suggestion(panel, language), you(panel)
    )


def everything(panel: Tab, company: Server, language: str) -> Iterator[str]:
    """Walk through every state of the panel, from the first day on; the list is in sight between two subjects."""
    code = company.vertel("employee", "invite", COLLEAGUES[language])
    return chain(
        the_first_run(panel, company, code),
        the_list(panel, language),
        a_suggestion(panel, language),
        inserting(panel),
        talk(panel, language),
        ideas(panel, language),
        impact(panel, company, language),
        the_button(panel),
        you(panel),
    )
