"""Feeds: adding them, what becomes of their items, and what never does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from support.feeds import BASE, Feeds, feed, item
from support.world import API, HOST, World
from vertel.config import Config
from vertel.imports.feeds.errors import FeedError
from vertel.worker.feed_reader import FeedReader

HOUR = timedelta(hours=1)
DAY = timedelta(hours=25)
ADDED = {"name": "Vacancies", "url": BASE, "kind": "vacancy", "language": "en"}


@pytest.fixture
def found(world: World, config: Config) -> Feeds:
    return feed(world, config, drafts_per_day=50)


def names(found: Feeds, **query: str) -> set[str]:
    return {one["external_id"] for one in found.suggestions(**query)}


def test_a_feed_that_was_added_is_new_and_then_fine(found: Feeds) -> None:
    first = found.read()
    assert (first["state"], first["outcome"], first["format"], first["drafts"]) == ("new", None, None, 0)
    then = found.look([item("a"), item("b")])
    assert (then["state"], then["format"], then["failure"], then["drafts"]) == ("fine", "json-feed", None, 2)
    assert then["outcome"] | {"reasons": []} == {
        "items": 2, "drafted": 2, "changed": 0, "ended": 0, "lapsed": 0, "waiting": 0, "left_out": 0, "whole": True,
        "reasons": [],
    }  # fmt: skip
    assert then["next_look_at"] == f"{found.moment + HOUR:%Y-%m-%dT%H:%M:%SZ}"


def test_a_draft_has_the_words_of_the_feed_and_starters_in_the_languages_of_the_organisation(found: Feeds) -> None:
    found.look([item("a", content_html="<p>We weld.</p>", _jobposting={"validThrough": "2099-01-31"})])
    (draft,) = found.suggestions()
    assert (draft["status"], draft["state"], draft["kind"], draft["title"]) == (
        "draft",
        "draft",
        "vacancy",
        "Title of a",
    )
    assert draft["destination_url"] == f"https://{HOST}/items/a"
    assert draft["expires_at"] == "2099-01-31T23:00:00Z"  # the midnight after, in Amsterdam
    assert draft["feed"] == "Vacancies"
    (caption,) = draft["captions"]
    assert (caption["language"], caption["text"]) == ("en", "Title of a\n\nWe weld.\n\n{link}")
    assert [prompt["language"] for prompt in draft["prompts"]] == ["nl", "en"]
    assert all(prompt["question"] and prompt["opening"] for prompt in draft["prompts"])
    assert draft["prompts"][0]["question"] != draft["prompts"][1]["question"]


def test_an_organisation_of_other_languages_gets_starters_in_english(found: Feeds) -> None:
    path = f"{API}/settings"
    etag = found.world.client.get(path, headers=found.admin).headers["ETag"]
    found.world.client.patch(path, json={"languages": ["fr"]}, headers={**found.admin, "If-Match": etag})
    found.look([item("a")])
    (draft,) = found.suggestions()
    assert [prompt["language"] for prompt in draft["prompts"]] == ["en"]


def test_only_a_feeds_suggestions_name_it_and_employees_read_nothing_of_it(found: Feeds) -> None:
    by_hand = found.world.suggestion()
    assert by_hand["feed"] is None
    found.look([item("a")])
    (draft,) = found.suggestions()
    found.edit(draft, status="published")
    mine = found.world.client.get(f"{API}/suggestions", headers=found.world.sign_in()).json["items"]
    assert len(mine) == 2
    assert not any("feed" in one for one in mine)


def test_what_the_feed_wrote_is_in_the_history_under_its_name(found: Feeds) -> None:
    found.look([item("a")])
    (draft,) = found.suggestions()
    path = f"{API}/suggestions/{draft['id']}/revisions"
    (revision,) = found.world.client.get(path, headers=found.admin).json["items"]
    assert revision["by"] == {"kind": "feed", "id": str(found.id), "name": "Vacancies"}


def test_the_same_item_never_becomes_two(found: Feeds) -> None:
    for _ in range(3):
        found.look([item("a"), item("a"), item("b")])
    assert sorted(one["external_id"] for one in found.suggestions()) == ["a", "b"]


def test_a_draft_follows_its_item_until_somebody_touches_it(found: Feeds) -> None:
    found.look([item("a"), item("b")])
    made = found.by_name()
    found.edit(made["b"], title="An editor's own title")
    after = found.look([item("a", title="Another title"), item("b", title="Another title")])
    assert after["outcome"]["changed"] == 1
    now = found.by_name()
    assert now["a"]["title"] == "Another title"
    assert now["a"]["id"] == made["a"]["id"]
    assert now["b"]["title"] == "An editor's own title"
    assert found.look()["outcome"]["changed"] == 0


def test_what_an_editor_published_is_the_editors(found: Feeds) -> None:
    found.look([item("a")])
    found.edit(found.by_name()["a"], status="published")
    found.look([item("a", title="Another title")])
    assert (found.by_name()["a"]["title"], found.by_name()["a"]["status"]) == ("Title of a", "published")


def test_a_vacancy_that_leaves_the_feed_ends_its_suggestion_whoever_wrote_it_last(found: Feeds) -> None:
    found.look([item("a"), item("b"), item("c")])
    found.edit(found.by_name()["b"], status="published")
    after = found.look([item("c")])
    assert after["outcome"]["ended"] == 2
    assert {name: one["status"] for name, one in found.by_name().items()} == {
        "a": "archived", "b": "archived", "c": "draft",
    }  # fmt: skip
    assert found.look()["outcome"]["ended"] == 0


JSON_FEED = b'{"version": "https://jsonfeed.org/version/1.1", '


@pytest.mark.parametrize(
    "body",
    [
        JSON_FEED + b'"items": []}',
        JSON_FEED + b'"items": [{"id": "c", "url": "/c", "title": "c"}, {"title": "n"}]}',
        JSON_FEED + b'"items": [{"id": "c", "title": "c"}], "next_url": "//x.org/"}',
        JSON_FEED + b'"items": [{"id": "c"',
        b"<html>Maintenance</html>",
    ],
    ids=["empty", "an item without a name", "another page elsewhere", "cut off", "no feed"],
)
def test_what_is_not_a_whole_answer_ends_nothing(found: Feeds, body: bytes) -> None:
    found.look([item("a"), item("b")])
    found.source.body = body
    found.look()
    assert {one["status"] for name, one in found.by_name().items() if name in {"a", "b"}} == {"draft"}


def test_news_that_leaves_a_feed_stays(world: World, config: Config) -> None:
    found = feed(world, config, kind="article")
    found.look([item("a")])
    found.edit(found.by_name()["a"], status="published")
    found.look([item("b")])
    assert found.by_name()["a"]["status"] == "published"


def test_what_comes_back_is_the_same_suggestion_as_a_draft_and_never_published(found: Feeds) -> None:
    found.look([item("a"), item("b")])
    made = found.by_name()
    found.edit(made["a"], status="published")
    found.look([item("b")])
    found.look([item("a"), item("b")])
    assert (found.by_name()["a"]["id"], found.by_name()["a"]["status"]) == (made["a"]["id"], "draft")


def test_what_comes_back_keeps_the_words_of_the_editor_who_published_it(found: Feeds) -> None:
    found.look([item("a"), item("b")])
    found.edit(found.by_name()["a"], title="An editor's own title", status="published")
    found.look([item("b")])
    for number in range(2):
        found.look([item("a", title=f"Title {number}"), item("b")])
        back = found.by_name()["a"]
        assert (back["title"], back["status"]) == ("An editor's own title", "draft")


def test_what_an_editor_archived_does_not_come_back(found: Feeds) -> None:
    found.look([item("a"), item("b")])
    found.edit(found.by_name()["a"], status="archived")
    found.look([item("b")])
    found.look([item("a"), item("b")])
    assert found.by_name()["a"]["status"] == "archived"


def test_as_many_drafts_a_day_as_the_cap_says_the_newest_first(world: World, config: Config) -> None:
    found = feed(world, config, drafts_per_day=2)
    items = [
        item(name, date_published=f"2026-11-{day}T08:00:00Z") for name, day in zip("abcde", range(20, 25), strict=True)
    ]
    assert found.look(items)["outcome"]["waiting"] == 3
    assert names(found) == {"d", "e"}
    found.look(later=HOUR)
    assert names(found) == {"d", "e"}
    found.look(later=DAY)
    assert names(found) == {"b", "c", "d", "e"}


def test_as_many_drafts_at_once_as_the_cap_says(world: World, config: Config) -> None:
    found = feed(world, config, drafts_at_once=2)
    found.look([item("a"), item("b"), item("c")])
    found.look()
    assert len(found.suggestions()) == 2
    found.edit(found.suggestions()[0], status="published")
    assert found.look()["outcome"]["drafted"] == 1
    assert len(found.suggestions()) == 3


def test_a_draft_that_nobody_touched_is_archived_after_its_days_and_not_made_again(
    world: World, config: Config
) -> None:
    found = feed(world, config, days_alive=3)
    found.look([item("a"), item("b")])
    found.edit(found.by_name()["b"], title="An editor is at it")
    assert found.look(later=timedelta(days=2))["outcome"]["lapsed"] == 0
    assert found.look(later=timedelta(days=2))["outcome"]["lapsed"] == 1
    found.look(later=timedelta(days=30))
    assert {name: one["status"] for name, one in found.by_name().items()} == {"a": "archived", "b": "draft"}


def test_a_draft_lapses_although_the_feed_fails(world: World, config: Config) -> None:
    found = feed(world, config, days_alive=3)
    found.look([item("a")])
    found.source.failure = FeedError("It answered 503 Service Unavailable.")
    found.look(later=timedelta(days=4))
    assert found.by_name()["a"]["status"] == "archived"


def test_news_from_before_the_days_that_a_draft_waits_becomes_none(world: World, config: Config) -> None:
    found = feed(world, config, kind="article", days_alive=30)
    dates = {name: (found.moment - timedelta(days=days)).isoformat() for name, days in (("old", 40), ("new", 10))}
    old, new = (item(name, date_published=date) for name, date in dates.items())
    outcome = found.look([old, new])["outcome"]
    assert names(found) == {"new"}
    assert outcome["reasons"] == [
        {"title": "Title of old", "message": "It is older than the days that a draft of this feed waits."}
    ]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"url": "https://elsewhere.example.net/a"}, "VERTEL_DESTINATION_HOSTS"),
        ({"url": "http://careers.example.com/a"}, "https://HOST/"),
        ({"url": "javascript:alert(1)"}, "https://HOST/"),
        ({"url": "https://careers.example.com@evil.example.net/"}, "https://HOST/"),
        ({"url": f"https://{HOST}/{'a' * 3000}"}, "https://HOST/"),
        ({"url": ""}, "no address"),
        ({"title": ""}, "no title"),
        ({"title": "\u202e\u200b"}, "no title"),
        ({"_jobposting": {"validThrough": "2026-11-01"}}, "closed already"),
    ],
    ids=["host", "http", "javascript", "user", "long", "nowhere", "no title", "invisible title", "closed"],
)
def test_an_item_that_cannot_become_a_draft_says_why_and_keeps_no_other(
    found: Feeds, values: dict[str, object], reason: str
) -> None:
    outcome = found.look([item("bad", **values), item("good")])["outcome"]
    assert (outcome["drafted"], outcome["left_out"]) == (1, 1)
    assert reason in outcome["reasons"][0]["message"]
    assert names(found) == {"good"}


def test_a_relative_address_is_relative_to_the_feed(found: Feeds) -> None:
    found.look([item("a", url="/jobs/a"), item("b", url="b")])
    assert {one["destination_url"] for one in found.suggestions()} == {f"https://{HOST}/jobs/a", f"https://{HOST}/b"}


def test_an_item_whose_id_is_another_one_now_is_the_same_by_its_address(found: Feeds) -> None:
    found.look([item("a"), item("b")])
    before = found.by_name()
    found.edit(before["a"], status="published")
    renamed = [item(f"new-{name}", url=f"https://{HOST}/items/{name}") for name in "ab"]
    outcome = found.look(renamed)["outcome"]
    assert (outcome["ended"], outcome["drafted"], outcome["left_out"]) == (0, 0, 0)
    after = found.by_name()
    assert {name: (one["id"], one["status"]) for name, one in after.items()} == {
        "new-a": (before["a"]["id"], "published"),
        "new-b": (before["b"]["id"], "draft"),
    }
    assert after["new-b"]["title"] == "Title of new-b"
    outcome = found.look([*renamed, item("a", url=f"https://{HOST}/items/c")])["outcome"]
    assert (outcome["ended"], outcome["drafted"]) == (0, 1)
    assert found.look([item("z")])["outcome"]["ended"] == 3


def test_an_item_that_left_and_comes_back_by_another_id_is_its_own_suggestion_again(found: Feeds) -> None:
    found.look([item("a"), item("b")])
    (first,) = (one for one in found.suggestions() if one["external_id"] == "a")
    found.look([item("b")])
    found.look([item("b"), item("new-a", url=f"https://{HOST}/items/a")])
    assert {name: one["status"] for name, one in found.by_name().items()} == {"b": "draft", "new-a": "draft"}
    assert found.by_name()["new-a"]["id"] == first["id"]


def test_a_draft_that_lapsed_does_not_come_again_by_another_id(found: Feeds) -> None:
    found.change(days_alive=3)
    found.look([item("a")])
    found.look([item("a")], later=timedelta(days=4))
    assert found.look([item("new-a", url=f"https://{HOST}/items/a")])["outcome"]["drafted"] == 0
    assert [one["status"] for one in found.suggestions()] == ["archived"]


def test_a_suggestion_that_ended_keeps_no_item_from_its_address(found: Feeds) -> None:
    ended = found.world.suggestion(destination_url=f"https://{HOST}/items/a")
    found.edit(ended, status="archived")
    found.look([item("a")])
    assert names(found) == {"a"}


def test_an_item_to_which_a_suggestion_leads_already_becomes_none(found: Feeds) -> None:
    found.world.suggestion(destination_url=f"https://{HOST}/items/a")
    outcome = found.look([item("a"), item("b"), item("c", url=f"https://{HOST}/items/b")])["outcome"]
    assert names(found) == {"b"}
    assert {one["message"] for one in outcome["reasons"]} == {"A suggestion leads there already."}


def test_many_changes_are_made_in_several_looks_soon_after_each_other(world: World, config: Config) -> None:
    found = feed(world, config, drafts_per_day=50, drafts_at_once=200)
    items = [item(f"n{number}") for number in range(45)]
    first = found.look(items)
    assert first["outcome"]["drafted"] == 40
    assert first["next_look_at"] == f"{found.moment + timedelta(minutes=1):%Y-%m-%dT%H:%M:%SZ}"
    assert found.look(later=timedelta(minutes=1))["drafts"] == 45
    found.look([items[0]])
    found.look(later=timedelta(minutes=1))
    assert len(found.suggestions(status="draft")) == 1


def test_an_answer_is_asked_for_again_only_when_it_changed_and_nothing_waits(world: World, config: Config) -> None:
    found = feed(world, config, drafts_per_day=1)
    found.source.etag = '"one"'
    found.look([item("a"), item("b")])
    found.look()
    assert names(found) == {"a", "b"}
    found.look()
    found.look()
    assert found.source.asked == [None, None, '"one"', '"one"']
    assert found.read()["outcome"]["drafted"] == 1
    assert found.read()["state"] == "fine"


def test_a_feed_that_fails_says_why_and_is_looked_at_less_and_less(found: Feeds) -> None:
    found.source.failure = FeedError("It answered 500 Internal Server Error. Vertel tries again by itself.")
    for hours in (1, 2, 4, 8, 16, 24, 24):
        then = found.look()
        assert (then["state"], then["failure"]) == ("failing", str(found.source.failure))
        assert then["next_look_at"] == f"{found.moment + timedelta(hours=hours):%Y-%m-%dT%H:%M:%SZ}"
    found.source.failure = None
    assert (found.look([item("a")])["state"], found.read()["failure"]) == ("fine", None)


def test_a_feed_that_asks_for_peace_gets_it(found: Feeds) -> None:
    found.source.failure = FeedError("It answered 429 Too Many Requests.", 7200)
    assert found.look()["next_look_at"] == f"{found.moment + 2 * HOUR:%Y-%m-%dT%H:%M:%SZ}"


def test_a_feed_that_is_switched_off_is_not_looked_at(found: Feeds) -> None:
    found.change(active=False)
    then = found.look([item("a")])
    assert (then["state"], then["looked_at"], then["next_look_at"]) == ("paused", None, None)
    assert found.world.client.post(f"{found.path}/look", headers=found.admin).status_code == 409
    found.change(active=True)
    assert found.look()["drafts"] == 1


def test_a_look_that_was_asked_for_is_due_at_once(found: Feeds) -> None:
    found.look([item("a")])
    assert not found.reader().step()
    assert found.world.client.post(f"{found.path}/look", headers=found.admin).status_code == 202
    assert found.reader().step()
    assert not found.reader().step()


def test_one_node_looks_at_a_feed_at_a_time_and_another_takes_over_when_it_died(found: Feeds) -> None:
    found.moment += DAY

    class DeadError(BaseException):
        """The node is gone."""

    def dies(*_: object, **__: object) -> None:
        raise DeadError

    dying = FeedReader(found.config, found.world.engine, lambda: found.moment, dies)  # type: ignore[arg-type]  # as it is
    with pytest.raises(DeadError):
        dying.step()
    assert not found.reader().step()
    assert found.look([item("a")], later=timedelta(minutes=6))["drafts"] == 1


def test_a_look_that_took_too_long_stores_nothing(found: Feeds) -> None:
    found.moment += DAY

    def slow(url: str, *_: object, **__: object) -> object:
        found.moment += timedelta(minutes=6)
        found.source.items = [item("a")]
        assert found.reader().step()
        return found.source(url, None)  # type: ignore[arg-type]  # its deadline is of no interest

    FeedReader(found.config, found.world.engine, lambda: found.moment, slow).step()  # type: ignore[arg-type]  # as above
    assert len(found.suggestions()) == 1


def test_a_removed_feed_leaves_its_suggestions(found: Feeds) -> None:
    found.look([item("a")])
    draft = found.by_name()["a"]
    assert found.world.client.delete(found.path, headers=found.admin).status_code == 204
    assert found.world.client.get(found.path, headers=found.admin).status_code == 404
    (left,) = found.world.client.get(f"{API}/suggestions?view=manage", headers=found.admin).json["items"]
    assert (left["id"], left["status"], left["feed"]) == (draft["id"], "draft", None)


def test_an_address_is_added_once(found: Feeds) -> None:
    answer = found.world.client.post(f"{API}/feeds", json=ADDED, headers=found.admin)
    assert answer.status_code == 409
    assert "'Vacancies' has this address already" in answer.json["detail"]


def test_fifty_feeds_are_enough(world: World) -> None:
    admin = world.key("admin")
    answers = [
        world.client.post(f"{API}/feeds", json=ADDED | {"url": f"{BASE}/{number}"}, headers=admin)
        for number in range(51)
    ]
    assert [answer.status_code for answer in answers] == [201] * 50 + [409]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://careers.example.com/feed", "Expected https"),
        ("https://10.0.0.7/feed", "VERTEL_FEED_NETWORKS"),
        ("https://[::1]/feed", "Expected"),
        ("https://169.254.169.254/latest/meta-data", "VERTEL_FEED_NETWORKS"),
        ("https://localhost/feed", "VERTEL_FEED_NETWORKS"),
    ],
)
@pytest.mark.parametrize("path", ["feeds", "feeds/preview"])
def test_an_address_in_a_private_network_is_refused(world: World, path: str, url: str, said: str) -> None:
    request = ADDED | {"url": url} if path == "feeds" else {"url": url}
    answer = world.client.post(f"{API}/{path}", json=request, headers=world.key("admin"))
    assert answer.status_code == 422
    (fault,) = answer.json["errors"]
    assert fault["pointer"] == "/url"
    assert said in fault["message"]


def test_no_other_address_or_kind_is_given_to_a_feed(found: Feeds) -> None:
    for changes in ({"url": f"{BASE}/other"}, {"kind": "story"}):
        assert found.world.client.patch(found.path, json=changes, headers=found.admin).status_code == 422


def test_a_change_of_language_reaches_the_drafts(found: Feeds) -> None:
    found.look([item("a")])
    found.change(language="nl", name="Banen")
    assert found.look()["outcome"]["changed"] == 1
    draft = found.by_name()["a"]
    assert (draft["captions"][0]["language"], draft["feed"]) == ("nl", "Banen")


def test_a_setting_lets_feeds_into_a_network_of_ones_own(world: World, config: Config) -> None:
    inside = replace(config, feed_networks=Config.from_environment(
        {"VERTEL_SECRET_KEYS": "a key that is only good for the tests", "VERTEL_FEED_NETWORKS": "10.0.0.0/8"}
    ).feed_networks)  # fmt: skip
    application = world.client.application
    application.extensions["vertel"] = replace(application.extensions["vertel"], config=inside)
    request = ADDED | {"url": "https://10.0.0.7/feed"}
    assert world.client.post(f"{API}/feeds", json=request, headers=world.key("admin")).status_code == 201
