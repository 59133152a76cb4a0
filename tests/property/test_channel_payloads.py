"""Whatever a title holds, in a channel it is that title and nothing else, and every message fits."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from support.adaptive_cards import faults_of_teams_message
from vertel.domain.channels import payloads
from vertel.domain.channels.card import LONGEST_TITLE, Card, CardItem
from vertel.domain.channels.teams import WORD_JOINER

LINK = "https://vertel.example.com/app/"
OWN = "Nieuw om te delen"
HOSTILE = [
    "<!channel> <!here> <@U024BE7LH> <!subteam^S1> <#C1>", "<https://evil.example|Klik hier>", "&lt;!channel&gt;",
    "*vet* _schuin_ ~door~ `code` :tada:", "[klik](https://evil.example) **vet** # kop", "<at>everyone</at>",
    "{{DATE(2030-01-01T00:00:00Z,SHORT)}}", "{{{{TIME(x)}}", "${1+1} @{body()}", "<users/all>",
    '<a href="https://evil.example">klik</a><br><script>', "&amp;amp; &#60;b&#62;", '"}],"text":"<!channel>', "\\",
]  # fmt: skip
TITLES = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.sampled_from("<>&!@#{}[]()*_~`|:/^\\\"' aé😀channelhere"), min_size=1, max_size=LONGEST_TITLE),
    st.text(min_size=1, max_size=LONGEST_TITLE).filter(lambda text: text.isprintable()),
)


def body(kind: str, *titles: str) -> Any:
    """The message with these titles, as it is read from what is sent."""
    items = tuple(CardItem(title, "vacancy", "Vacature, tot en met 15 januari 2031") for title in titles)
    return json.loads(payloads.body(kind, Card("nl", OWN, "Kies wat bij je past.", items, LINK, "Naar Vertel")))


def strings(document: Any) -> list[str]:
    """Every text in a document."""
    if isinstance(document, dict):
        return [text for value in document.values() for text in strings(value)]
    if isinstance(document, list):
        return [text for value in document for text in strings(value)]
    return [document] if isinstance(document, str) else []


def shape(document: Any) -> Any:
    """A document without its texts."""
    if isinstance(document, dict):
        return {name: shape(value) for name, value in document.items()}
    return [shape(value) for value in document] if isinstance(document, list) else type(document).__name__


@pytest.mark.parametrize("kind", payloads.MESSAGES)
@given(title=TITLES)
def test_a_title_adds_nothing_to_a_message_and_stands_in_one_text_of_it(kind: str, title: str) -> None:
    found, plain = body(kind, title), body(kind, "x")
    assert shape(found) == shape(plain)
    differing = [text for text, usual in zip(strings(found), strings(plain), strict=True) if text != usual]
    assert len(differing) == (title != "x")


@given(title=TITLES)
@example(title="&lt;!channel&gt;")
def test_slack_finds_no_mention_no_link_and_no_formatting_in_a_title(title: str) -> None:
    block = body("slack", title)["blocks"][3]["text"]
    assert (block["type"], block["emoji"]) == ("plain_text", False)
    # The whole of what Slack's documentation has escaped: without these three no control sequence begins.
    assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", block["text"])
    assert block["text"].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == title


@given(title=TITLES)
@example(title="{{{{DATE(2030-01-01T00:00:00Z)}}")
def test_teams_reads_a_title_as_a_run_of_text_without_functions(title: str) -> None:
    message = body("teams", title)
    assert faults_of_teams_message(message) == []
    card = message["attachments"][0]["content"]
    (run,) = card["body"][2]["items"][0]["inlines"]
    assert run["type"] == "TextRun", "in which no Markdown is read"
    assert "{{" not in run["text"]
    assert run["text"].replace("{" + WORD_JOINER, "{") == title.replace("{" + WORD_JOINER, "{")
    assert "msteams" not in card, "without which there are no mentions"


@given(title=TITLES)
@example(title="&amp;lt;b&amp;gt;")
def test_google_chat_finds_no_tag_in_a_title_and_reads_no_text_with_mentions(title: str) -> None:
    message = body("google_chat", title)
    assert "text" not in message
    (section,) = message["cardsV2"][0]["card"]["sections"]
    text = section["widgets"][1]["decoratedText"]["text"]
    assert "<" not in text
    assert ">" not in text
    assert html.unescape(text) == html.unescape(html.escape(title, quote=False))
    assert text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == title


@pytest.mark.parametrize("kind", payloads.MESSAGES)
@pytest.mark.parametrize("letter", ["&", "😀", "\\", "{", '"', "é"])
def test_the_longest_titles_stay_far_below_what_a_product_takes(kind: str, letter: str) -> None:
    items = tuple(CardItem(letter * LONGEST_TITLE, "vacancy", letter * 100) for _ in range(3))
    longest = Card("nl", OWN, letter * 200, items, f"https://{'x' * 1900}.example/app/", "Naar Vertel")
    sent = payloads.body(kind, longest)
    assert len(sent) < payloads.MOST_BYTES[kind] / 2
    for block in json.loads(sent).get("blocks", []):
        for text in strings(block):
            assert len(text) <= (150 if block["type"] == "header" else 3000)


@pytest.mark.parametrize("kind", payloads.MESSAGES)
def test_the_one_link_is_to_vertel(kind: str) -> None:
    assert "".join(strings(body(kind, *HOSTILE[:3]))).count(LINK) == 1
