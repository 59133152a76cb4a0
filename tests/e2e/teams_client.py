"""What Teams makes of a message: Microsoft's own renderer of Adaptive Cards, in a page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from e2e.harness import Tab

RENDERER = Path(__file__).parents[2] / "node_modules" / "adaptivecards" / "dist" / "adaptivecards.min.js"

# What the renderer has to say of a card, it says partly while it reads it and partly when it is asked.
_SHOW = """(renderer, document_) => {
  (0, eval)(renderer);
  const { AdaptiveCard, SerializationContext, Version, Versions } = globalThis.AdaptiveCards;
  const context = new SerializationContext(Version.parse("1.5", new SerializationContext()));
  const card = new AdaptiveCard();
  card.parse(document_, context);
  const said = [...Array(context.eventCount).keys()].map((index) => context.getEventAt(index));
  said.push(...card.validateProperties().validationEvents);
  document.body.replaceChildren(card.render());
  return { faults: said.map(({ message }) => message), text: document.body.innerText };
}"""


@dataclass(frozen=True)
class Shown:
    """A card as readers see it.

    :ivar faults: what the renderer says is wrong with it.
    """

    faults: list[str]
    text: str


def shown_in_teams(page: Tab, message: dict[str, Any]) -> Shown:
    """Render the card of a message in an empty page."""
    page.open("about:blank")
    card = message["attachments"][0]["content"]
    return Shown(**page.evaluate(_SHOW, RENDERER.read_text("utf-8"), card))
