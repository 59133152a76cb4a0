"""One suggestion, opened to be made one's own."""

from __future__ import annotations

from collections.abc import Iterator

from e2e.harness import Tab
from e2e.states.said import SAID
from e2e.states.steps import by, unfold, wait_for, wait_for_the_list, write

TITLES = {"nl": "De paling komt er weer langs", "en": "The eel gets through again"}
"""Of the demo company: a picture, a link, several voices and a question, in Dutch and in English."""


def title_in(panel: Tab) -> str:
    """What it is called in the panel's language."""
    language: str = panel.evaluate("document.documentElement.lang")
    return TITLES[language.partition("-")[0]]


def a_suggestion(panel: Tab, language: str) -> Iterator[str]:
    """One suggestion that has several voices, a question and a photo, and everything that can be said while writing."""
    said = SAID[language]
    panel.click(by("suggestion-item"), TITLES[language])
    panel.wait_for("document.querySelector('#editor')?.value.includes('http')")
    # which one comes first depends on what was used before; this one is long enough to be folded
    panel.click(by("caption-option"), "Perso")
    panel.wait_for("document.querySelector('img.thumb')?.naturalWidth > 0")
    yield "caption"
    panel.click("#editor")
    wait_for_hint(panel, "same")
    yield "caption-much-the-same"
    panel.click(by("hush"))
    unfold(panel, "preview")
    panel.click(by("see-more"))
    panel.wait_for(f"document.querySelector('{by('see-more')}').ariaExpanded === 'true'")
    yield "preview-unfolded"
    panel.click(by("preview-unfold"))
    unfold(panel, "tip")
    wait_for(panel, "tip-copy")
    yield "tip"
    panel.click(by("tip-unfold"))
    choose_way(panel, "prompt")
    wait_for_hint(panel, "gap")
    yield "question"
    panel.click(by("disclosure"))
    panel.click(by("insert"))
    panel.wait_for("document.activeElement?.id === 'editor'")
    yield "question-inserted-with-its-gap"
    write(panel, said.with_a_name)
    wait_for_hint(panel, "mention")
    yield "own-words-with-a-name"
    write(panel, said.too_long)
    panel.wait_for(f"document.querySelector('{by('insert-waits')}')?.textContent !== ''")
    yield "too-long"
    panel.click(by("start-over"))
    wait_for(panel, "toast-action")
    yield "toast-started-over"
    panel.click(".toast .icon-button")
    choose_way(panel, "photo")
    wait_for(panel, "photo")
    yield "photo"
    write(panel, said.with_a_photo)
    wait_for_hint(panel, "hashtags")
    yield "photo-with-many-hashtags"
    panel.click(by("start-over"))
    choose_way(panel, "caption")
    panel.click(by("back"))
    wait_for_the_list(panel)


def choose_way(panel: Tab, way: str) -> None:
    """Begin with a caption, a question ("prompt") or the photo."""
    panel.click(f"{by('way')}[data-value={way}]")


def wait_for_hint(panel: Tab, about: str) -> None:
    """Wait until a hint stands below the editor."""
    panel.wait_for("(selector) => document.querySelector(selector) !== null", f"{by('hint')}[data-about={about}]")
