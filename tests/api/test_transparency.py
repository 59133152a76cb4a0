"""What the employer can see is made from the schemas and the settings, and nothing is left out of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from support.world import API, World
from vertel.api import transparency
from vertel.config import Config
from vertel.domain.audience.reach import SMALLEST_GROUP
from vertel.domain.datasheet.live_settings import live_settings
from vertel.domain.privacy.transparency import HELD
from vertel.translations import translations
from vertel_schema import DOCUMENTS, EVENTS

NOTHING_ABOUT_COLLEAGUES = {
    "ApplicationReported": "an applicant, of whom nothing is known",
    "ApplicationResult": "an applicant, of whom nothing is known",
    "AudienceChoices": "which teams, locations and languages there are, without numbers",
    "AudienceReach": "for how many a suggestion would be, whether they use Vertel or not",
    "AuditPage": "what administrators did, and to whom; nothing of what colleagues do",
    "AuditRecorded": "the same, without names",
    "ConsentList": "what people who are shown agreed to, colleagues or not, by the names that editors gave them",
    "ConsentRequested": "the same of one of them",
    "DataSheet": "what this server does, which is told with what is held; and the officer whom the organisation named",
    "DataSheetAgreement": "that the same was agreed",
    "DataSheetChanged": "what changed in it",
    "Feed": "where drafts come from, and what became of them",
    "FeedPage": "the same",
    "FeedPreview": "what would come from there",
    "Delivery": "whether an event arrived, without what was in it",
    "DeliveryPage": "whether events arrived, without what was in them",
    "DestinationCheck": "how far a check of pages is",
    "DestinationReport": "whether pages are there",
    "Employee": "what HR's systems say of somebody, which is told with what is held; nothing about use",
    "EmployeeImportResult": "what became of HR's upload",
    "EmployeePage": "what HR's systems say",
    "Image": "an image, as its uploader reads it",
    "ImportResult": "what became of an editor's upload",
    "Invitation": "a code to hand out, or that it was mailed",
    "InvitationResult": "the same of many",
    "KeyPage": "which programs may call",
    "KeySecret": "which programs may call",
    "Link": "a code and where it leads",
    "LinkImportResult": "what became of an editor's upload",
    "LinkPage": "links of groups of at least five, without clicks; and editors' own",
    "ManagedLink": "the same of one link",
    "Question": "what editors wrote",
    "QuestionPage": "what editors wrote",
    "Note": "what editors wrote to each other, which is told with what is held",
    "NotePage": "what editors wrote to each other",
    "RevisionPage": "which editor wrote which version, which is told with what is held; nothing of what colleagues do",
    "Settings": "what administrators set for everybody",
    "SizedTeam": "how many are in a team, whether they use Vertel or not",
    "Suggestion": "what editors wrote",
    "DestinationPreview": "what a page says of itself",
    "SuggestionCheck": "what would be said of what editors write",
    "SuggestionPage": "what editors wrote",
    "SuggestionPublished": "what editors wrote",
    "TeamPage": "how many are in each team, whether they use Vertel or not",
    "Thanks": "what editors wrote",
    "ThanksPage": "what editors wrote",
    "WholeRevision": "the same, and what was written",
    "Channel": "which channels are told what is new, and whether that works",
    "ChannelMessage": "how telling a channel went",
    "ChannelPage": "which channels are told what is new, and whether that works",
    "ChannelPreview": "what editors wrote",
    "Webhook": "where events go",
    "WebhookPage": "where events go",
    "WebhookSecret": "where events go",
    "WebhookTest": "which webhook is tested",
}
"""Documents that others than oneself read and that need not be told of, each with the reason."""


MEANT_TO_BE_THE_SAME = {"name", "calls", "readers", "withheld_below", "only_signed", "smallest_group"}
"""What is no text: names, roles and numbers."""


def texts(told: Any) -> Iterator[str]:
    """Every text in a document or a part of one, in order."""
    if isinstance(told, dict):
        for name, value in told.items():
            if name not in MEANT_TO_BE_THE_SAME:
                yield from texts(value)
    elif isinstance(told, list):
        for value in told:
            yield from texts(value)
    else:
        yield told


@pytest.mark.parametrize("changes", [{}, {"click_retention_days": 0, "count_opted_out": True}])
def test_every_text_is_told_in_dutch_too(application: Flask, config: Config, changes: dict[str, Any]) -> None:
    with application.app_context():
        english, dutch = (
            [*texts(transparency.document(language, replace(config, **changes)))] for language in ("en", "nl")
        )

    assert len(english) == len(dutch) > 80
    assert [text for text, same in zip(english, dutch, strict=True) if text == same] == []


def test_one_is_no_plural(config: Config) -> None:
    def values(language: str) -> set[str]:
        few = replace(config, click_retention_days=1, repeat_seconds=1)
        return {value for _, _, value in live_settings(few, translations(language))}

    assert {"1 day", "1 second", "15 minutes", "14 days"} <= values("en")
    assert {"1 dag", "1 seconde", "15 minuten", "14 dagen"} <= values("nl")


def test_every_document_that_others_read_is_told_of_or_has_nothing_to_tell(application: Flask) -> None:
    spec = application.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec.to_dict()
    answered = set()
    for described in spec["paths"].values():
        for method in transparency.METHODS & described.keys():
            roles = set(described[method].get("x-roles", ()))
            if roles & {"reader", "editor", "admin"}:
                answered |= set(transparency._answered(described[method]))
    with application.app_context():
        told = {one.document.__name__ for one in transparency.readable()}

    answered |= {event.__name__ for event in EVENTS.values()}
    assert answered == told | set(NOTHING_ABOUT_COLLEAGUES)
    assert not told & set(NOTHING_ABOUT_COLLEAGUES)


def test_every_number_about_a_group_is_withheld_below_five(world: World) -> None:
    answer = world.client.get(f"{API}/me/transparency", headers=world.sign_in()).json

    fields = {f"{one['name']}.{field['name']}": field for one in answer["readable"] for field in one["tells"]}
    assert answer["smallest_group"] == SMALLEST_GROUP
    assert fields["Overview.by_team.clicks"]["withheld_below"] == SMALLEST_GROUP
    assert fields["SuggestionFeedback.like"]["withheld_below"] == SMALLEST_GROUP
    assert fields["Overview.clicks"]["withheld_below"] is None
    assert fields["Idea.colleague.name"]["only_signed"] is True
    assert fields["Idea.text"]["only_signed"] is False


def test_it_says_who_reads_what_and_where(world: World) -> None:
    answer = world.client.get(f"{API}/me/transparency?language=en", headers=world.sign_in()).json

    found = {one["name"]: one for one in answer["readable"]}
    assert found["SuggestionFeedback"]["readers"] == ["editor", "admin"]
    assert found["Overview"]["readers"] == ["reader", "editor", "admin"]
    assert found["IdeaPage"]["calls"] == ["GET /api/v1/ideas"]
    assert {one["name"] for one in answer["held"]} == {part.replace("_", "-") for part in HELD}


@pytest.mark.parametrize(
    ("query", "header", "mine", "language"),
    [
        ("?language=nl", "en", ["en"], "nl"),
        ("", "nl-BE, en;q=0.5", ["en"], "nl"),
        ("", "fr", ["nl-BE"], "nl"),
        ("", None, ["fr", "en"], "en"),
        ("", None, [], "nl"),
    ],
)
def test_it_is_told_in_dutch_or_english(
    world: World, query: str, header: str | None, mine: list[str], language: str
) -> None:
    headers = world.sign_in(languages=mine) | ({"Accept-Language": header} if header else {})

    answer = world.client.get(f"{API}/me/transparency{query}", headers=headers)

    assert (answer.json["language"], answer.headers["Content-Language"]) == (language, language)
    assert "Accept-Language" in answer.headers["Vary"]
    yes = {"nl": "Je persoonlijke links", "en": "Your personal links"}[language]
    assert any(part["what"].startswith(yes) for part in answer.json["held"])


def test_another_language_is_refused(world: World) -> None:
    assert world.client.get(f"{API}/me/transparency?language=fr", headers=world.sign_in()).status_code == 422


def test_it_tells_how_this_server_is_set_now(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    extensions = world.client.application.extensions
    changed: Config = replace(
        extensions["vertel"].config, click_retention_days=0, count_opted_out=True, repeat_seconds=60
    )
    monkeypatch.setitem(extensions, "vertel", replace(extensions["vertel"], config=changed))

    answer = world.client.get(f"{API}/me/transparency?language=nl", headers=world.sign_in()).json

    settings = {setting["name"]: setting["value"] for setting in answer["settings"]}
    assert settings["click-retention"] == "voor altijd"
    assert settings["opted-out-visitors"] == "ja"
    assert settings["repeated-clicks"] == "60 seconden"
    assert settings["time-of-a-click"] == "15 minuten"


def test_it_fits_the_contract_in_both_languages(world: World) -> None:
    me = world.sign_in()
    for language in ("nl", "en"):
        answer = world.client.get(f"{API}/me/transparency?language={language}", headers=me)
        assert DOCUMENTS["Transparency"]().validate(answer.json) == {}
