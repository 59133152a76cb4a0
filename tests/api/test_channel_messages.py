"""Channels are told once a week what is new: over real sockets, by several nodes, and never twice."""

from __future__ import annotations

import json
import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from support.adaptive_cards import faults_of_teams_message
from support.channels import (
    AMSTERDAM,
    MONDAY,
    TUESDAY_AT_TEN,
    WEEK,
    Wall,
    change,
    channel_at,
    deliver,
    poster_of,
    published,
    shown,
    stored,
)
from support.receiver import Receiver
from support.world import API, World
from vertel import clock
from vertel.db.engine import make_session
from vertel.domain.channels import messages, reasons
from vertel.domain.webhooks.deliveries import LEASE, PAUSES
from vertel.worker.channel_poster import ChannelPoster
from vertel.worker.deliverer import Deliverer
from vertel.worker.webhook_sender import Sender

MINUTE = timedelta(minutes=1)


@pytest.fixture
def now() -> Wall:
    return Wall()


@pytest.fixture
def poster(world: World, now: Wall) -> ChannelPoster:
    return poster_of(world, now)


def texts(received: bytes) -> str:
    return json.dumps(json.loads(received), ensure_ascii=False)


def test_a_channel_is_told_what_is_new_on_its_day_and_hour_and_only_then(
    world: World, poster: ChannelPoster, place: Receiver, now: Wall
) -> None:
    channel = channel_at(world, place.url, kind="teams")
    published(world, title="Monteur gezocht", kind="vacancy", expires_at="2030-03-15T23:00:00Z")
    now.moment = TUESDAY_AT_TEN - MINUTE
    assert deliver(poster) == 0
    now.moment = TUESDAY_AT_TEN
    assert deliver(poster) == 1
    (received,) = place.received
    assert received.headers["content-type"] == "application/json"
    assert faults_of_teams_message(json.loads(received.body)) == []
    told = texts(received.body)
    assert "Monteur gezocht" in told
    assert "Vacature, tot en met 15 maart 2030" in told
    assert "http://127.0.0.1:8000/app/" in told
    answer = shown(world, channel)
    assert (answer["last_message"]["state"], answer["last_message"]["status"]) == ("delivered", 204)
    assert datetime.fromisoformat(answer["last_sent_at"]) == TUESDAY_AT_TEN
    assert datetime.fromisoformat(answer["next_at"]) == TUESDAY_AT_TEN + WEEK


def test_a_week_in_which_nothing_went_live_is_a_quiet_week(
    world: World, poster: ChannelPoster, place: Receiver, now: Wall
) -> None:
    channel = channel_at(world, place.url)
    published(world, title="Eerste")
    now.moment = TUESDAY_AT_TEN
    assert deliver(poster) == 1
    now.moment += WEEK
    assert deliver(poster) == 0
    assert datetime.fromisoformat(shown(world, channel)["looked_at"]) == now.moment
    published(world, now.moment + MINUTE, title="Tweede")
    now.moment += WEEK
    assert deliver(poster) == 1
    assert ["Eerste" in texts(one.body) for one in place.received] == [True, False]
    assert "Tweede" in texts(place.received[1].body)


def test_three_are_told_the_closest_first_and_nothing_that_is_for_others(
    world: World, poster: ChannelPoster, place: Receiver, now: Wall
) -> None:
    for team in ("Techniek", "Sales"):
        world.employee(team=team)
    channel_at(world, place.url, team="Techniek", location="Zwolle")
    nobody: dict[str, list[str]] = {"teams": [], "locations": [], "languages": []}
    published(world, title="Voor Techniek", audience=nobody | {"teams": ["techniek"]})
    published(world, title="Voor Zwolle", audience=nobody | {"locations": ["Zwolle"]})
    published(world, title="Voor Sales", audience=nobody | {"teams": ["sales"]})
    published(world, title="Voor Deventer", audience=nobody | {"locations": ["Deventer"]})
    published(world, title="In het Duits", audience=nobody | {"languages": ["de"]})
    for number in (1, 2, 3):
        published(world, MONDAY + number * MINUTE, title=f"Iedereen {number}")
    published(world, title="Nog niet", status="draft")
    now.moment = TUESDAY_AT_TEN
    assert deliver(poster) == 1
    blocks = json.loads(place.received[0].body)["blocks"]
    sections = [block["text"]["text"] for block in blocks if block["type"] == "section"]
    assert sections[1:4] == ["Voor Techniek", "Voor Zwolle", "Iedereen 3"]


@pytest.mark.parametrize("kind", ["slack", "teams", "google_chat"])
def test_no_message_says_who_shared_or_links_to_anything_but_vertel(
    world: World, poster: ChannelPoster, place: Receiver, now: Wall, kind: str
) -> None:
    channel_at(world, place.url, kind=kind)
    suggestion = published(world, people=[{"name": "Sanne Bakker", "consent_until": "2031-01-01"}])
    with clock.at(MONDAY):
        code = world.link(world.sign_in(name="Noor de Wit"), suggestion)
    now.moment = TUESDAY_AT_TEN
    assert deliver(poster) == 1
    told = texts(place.received[0].body)
    assert suggestion["title"] in told
    for never in ("Noor", "Sanne", code, suggestion["destination_url"], suggestion["id"], "/r/"):
        assert never not in told
    assert told.count("http://127.0.0.1") == 1


def test_a_message_that_was_not_taken_is_tried_again_and_arrives_once(
    world: World, poster: ChannelPoster, place: Receiver, now: Wall
) -> None:
    channel = channel_at(world, place.url)
    published(world)
    place.answer(429, Retry_After="7200")
    place.answer(302)
    now.moment = TUESDAY_AT_TEN
    assert deliver(poster) == 1
    waiting = shown(world, channel)["last_message"]
    assert (waiting["state"], waiting["status"], waiting["tries"]) == ("waiting", 429, 1)
    assert datetime.fromisoformat(waiting["next_try_at"]) == now.moment + timedelta(hours=2)
    now.moment += timedelta(hours=2) - MINUTE
    assert deliver(poster) == 0
    now.moment += MINUTE
    assert deliver(poster) == 1
    now.moment += timedelta(hours=1)
    assert deliver(poster) == 1
    assert (shown(world, channel)["last_message"]["state"], len(place.received)) == ("delivered", 3)
    now.moment += timedelta(days=5)
    assert deliver(poster) == 0


def test_a_channel_that_takes_nothing_for_three_days_is_switched_off_and_says_why(
    world: World, poster: ChannelPoster, place: Receiver, now: Wall
) -> None:
    channel = channel_at(world, place.url)
    published(world, title="Niet gehoord")
    place.answers += [(404, {}, b"no_service")] * (len(PAUSES) + 1)
    now.moment = TUESDAY_AT_TEN
    for pause in (*PAUSES, timedelta()):
        assert deliver(poster) == 1
        now.moment += pause * 1.2
    answer = shown(world, channel)
    assert (answer["active"], answer["next_at"]) == (False, None)
    assert (
        answer["disabled_reason"]
        == "Nothing was taken for three days. The last try: The receiver answered 404 Not Found."
    )
    assert (answer["last_message"]["state"], answer["last_message"]["excerpt"]) == ("given_up", "no_service")
    now.moment += WEEK
    assert deliver(poster) == 0

    changed = change(world, channel, now.moment, active=True)
    assert (changed["active"], changed["disabled_reason"]) == (True, None)
    now.moment = datetime.fromisoformat(changed["next_at"])
    assert deliver(poster) == 1
    assert "Niet gehoord" in texts(place.received[-1].body)


def test_a_webhook_that_is_gone_switches_its_channel_off_at_once(
    world: World, poster: ChannelPoster, place: Receiver, now: Wall
) -> None:
    channel = channel_at(world, place.url)
    published(world)
    place.answer(410)
    now.moment = TUESDAY_AT_TEN
    assert deliver(poster) == 1
    answer = shown(world, channel)
    assert (answer["active"], answer["disabled_reason"]) == (
        False,
        "The webhook is gone: The receiver answered 410 Gone.",
    )


@pytest.mark.parametrize("status", [500, 502, 504])
def test_an_answer_after_which_nobody_knows_is_not_followed_by_a_second_message(
    world: World, poster: ChannelPoster, place: Receiver, now: Wall, status: int
) -> None:
    channel = channel_at(world, place.url)
    published(world)
    place.answer(status)
    now.moment = TUESDAY_AT_TEN
    assert deliver(poster) == 1
    answer = shown(world, channel)
    assert (answer["active"], answer["last_message"]["state"]) == (True, "uncertain")
    assert answer["last_message"]["error"].endswith("It may have arrived, so it is not sent again.")
    for _ in range(3):
        now.moment += WEEK
        assert deliver(poster) == 0, "nor the next week"


def test_a_receiver_that_does_not_answer_in_time_is_not_sent_it_again(
    world: World, poster: ChannelPoster, place: Receiver, now: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = channel_at(world, place.url)
    published(world)
    place.until = threading.Event()
    monkeypatch.setattr(poster, "_sender", Sender(poster._sender._gate, 0.3))
    now.moment = TUESDAY_AT_TEN
    assert deliver(poster) == 1
    assert shown(world, channel)["last_message"]["state"] == "uncertain"
    now.moment += WEEK
    assert deliver(poster) == 0
    assert len(place.received) == 1


def test_where_no_connection_comes_about_nothing_can_have_arrived(
    world: World, poster: ChannelPoster, place: Receiver, now: Wall
) -> None:
    nowhere = place.url.replace(place.url.split(":")[2].partition("/")[0], "9")
    channel = channel_at(world, nowhere)
    published(world)
    now.moment = TUESDAY_AT_TEN
    assert deliver(poster) == 1
    failed = shown(world, channel)["last_message"]
    assert (failed["state"], failed["error"]) == ("waiting", "The connection failed: Connection refused.")


def test_a_node_that_ends_while_it_sends_leaves_a_message_that_nobody_sends_again(
    world: World, poster: ChannelPoster, place: Receiver, now: Wall
) -> None:
    channel = channel_at(world, place.url)
    published(world)
    now.moment = TUESDAY_AT_TEN
    poster._take_turns(now.moment)
    with make_session(world.engine, writes=True) as session:
        assert messages.claim(session, now.moment, "https://vertel.example.com") is not None
        session.commit()
    now.moment += LEASE / 2
    assert deliver(poster) == 0
    assert shown(world, channel)["last_message"]["state"] == "sending"
    now.moment += LEASE
    assert deliver(poster) == 0
    answer = shown(world, channel)["last_message"]
    assert (answer["state"], answer["error"]) == ("uncertain", reasons.ENDED)
    now.moment += WEEK
    assert deliver(poster) == 0
    assert place.received == []


def test_two_nodes_that_are_at_it_at_once_send_one_message(world: World, place: Receiver, now: Wall) -> None:
    for _ in range(3):
        channel_at(world, place.url)
    published(world)
    now.moment = TUESDAY_AT_TEN
    begin = threading.Barrier(2)
    failed: list[Exception] = []

    def work() -> None:
        poster = poster_of(world, now)
        begin.wait(30)
        try:
            deliver(poster)
        except Exception as error:  # noqa: BLE001  told by the thread that tests
            failed.append(error)

    nodes = [threading.Thread(target=work) for _ in range(2)]
    for node in nodes:
        node.start()
    for node in nodes:
        node.join(60)
    deliver(poster_of(world, now))
    assert failed == []
    assert len(place.received) == 3


def test_a_test_goes_out_at_once_to_a_paused_channel_too_and_shows_what_is_there(
    world: World, poster: ChannelPoster, place: Receiver, now: Wall
) -> None:
    channel = channel_at(world, place.url, active=False)
    published(world, MONDAY - 10 * WEEK, title="Al lang bekend")
    path = f"{API}/channels/{channel}/test"
    asked = world.client.post(path, headers=world.key("admin"))
    assert (asked.status_code, asked.json["purpose"], asked.json["state"]) == (202, "test", "waiting")
    assert world.client.post(path, headers=world.key("admin")).status_code == 409
    place.answers.append((404, {}, b"no_team"))
    assert deliver(poster) == 1
    told = texts(place.received[0].body)
    assert "Al lang bekend" in told
    assert "Dit is een test" in told
    answer = shown(world, channel)
    assert (answer["last_test"]["state"], answer["last_test"]["excerpt"]) == ("given_up", "no_team")
    assert (answer["active"], answer["disabled_reason"], answer["last_message"]) == (False, None, None)
    assert world.client.post(path, headers=world.key("admin")).status_code == 202
    assert deliver(poster) == 1
    assert shown(world, channel)["last_test"]["state"] == "delivered"


def test_a_test_leaves_the_news_for_the_channels_day(
    world: World, poster: ChannelPoster, place: Receiver, now: Wall
) -> None:
    channel = channel_at(world, place.url)
    published(world)
    assert world.client.post(f"{API}/channels/{channel}/test", headers=world.key("admin")).status_code == 202
    assert deliver(poster) == 1
    now.moment = TUESDAY_AT_TEN
    assert deliver(poster) == 1
    assert shown(world, channel)["last_message"]["state"] == "delivered"


def test_a_channel_that_moves_to_the_next_day_is_not_told_twice_in_a_week(
    world: World, poster: ChannelPoster, place: Receiver, now: Wall
) -> None:
    channel = channel_at(world, place.url)
    published(world)
    now.moment = TUESDAY_AT_TEN
    assert deliver(poster) == 1
    published(world, now.moment + MINUTE)
    changed = change(world, channel, now.moment + 2 * MINUTE, weekday="wednesday", hour=9)
    assert datetime.fromisoformat(changed["next_at"]) == datetime(2030, 3, 13, 9, tzinfo=AMSTERDAM)
    now.moment = datetime(2030, 3, 12, 23, tzinfo=AMSTERDAM)
    assert deliver(poster) == 0
    now.moment = datetime(2030, 3, 13, 9, tzinfo=AMSTERDAM)
    assert deliver(poster) == 1


def test_what_was_taken_away_before_a_retry_is_not_told(
    world: World, poster: ChannelPoster, place: Receiver, now: Wall
) -> None:
    channel = channel_at(world, place.url)
    published(world, expires_at="2030-03-05T10:00:00Z")
    place.answer(503)
    now.moment = TUESDAY_AT_TEN
    assert deliver(poster) == 1
    now.moment += timedelta(hours=3)
    assert deliver(poster) == 0
    assert shown(world, channel)["last_message"]["state"] == "nothing_new"
    assert len(place.received) == 1


def test_a_paused_channel_is_told_nothing_and_goes_on_from_its_next_day(
    world: World, poster: ChannelPoster, place: Receiver, now: Wall
) -> None:
    channel = channel_at(world, place.url)
    published(world)
    place.answer(503)
    now.moment = TUESDAY_AT_TEN
    assert deliver(poster) == 1
    change(world, channel, now.moment + MINUTE, active=False)
    now.moment += 3 * WEEK
    assert deliver(poster) == 0
    changed = change(world, channel, now.moment + MINUTE, active=True)
    assert datetime.fromisoformat(changed["next_at"]) == now.moment + WEEK
    now.moment += WEEK
    assert deliver(poster) == 1


def test_the_address_stands_in_no_log_and_in_no_answer_though_a_receiver_repeats_it(
    world: World, poster: ChannelPoster, place: Receiver, now: Wall
) -> None:
    canary = "canary-of-an-address"
    channel = channel_at(world, place.url.replace("/hook", f"/services/{canary}"))
    published(world)
    place.answers.append((403, {}, f"no such hook: /services/{canary}".encode()))
    now.moment = TUESDAY_AT_TEN
    with capture_logs() as logs:
        assert deliver(poster) == 1
    assert [line["event"] for line in logs] == ["channel_not_told"]
    assert canary not in json.dumps(logs)
    answer = shown(world, channel)
    assert answer["last_message"]["status"] == 403
    assert canary not in json.dumps(answer)
    with stored(world, channel) as (row, sent):
        assert canary.encode() not in row.address
        assert canary not in repr([vars(message) for message in sent])


def test_the_address_is_encrypted_anew_when_the_keys_change_and_a_lost_key_is_told(
    world: World, place: Receiver, now: Wall
) -> None:
    channel = channel_at(world, place.url)
    published(world)
    newer = ("n" * 32, *world.keys)
    config = poster_of(world, now)._config
    deliverer = Deliverer(config, world.engine)
    deliverer.use_keys(newer)
    deliverer.step()
    now.moment = TUESDAY_AT_TEN
    poster = poster_of(world, now)
    assert deliver(poster) == 1
    assert shown(world, channel)["last_message"]["error"] == reasons.ADDRESS_LOCKED
    poster.use_keys(newer[:1])
    now.moment += timedelta(hours=1)
    assert deliver(poster) == 1
    assert shown(world, channel)["last_message"]["state"] == "delivered"


def test_a_database_that_was_given_another_host_leads_nowhere(world: World, now: Wall, place: Receiver) -> None:
    channel = channel_at(world, "https://evil.example.com/hook")
    published(world)
    now.moment = TUESDAY_AT_TEN
    assert deliver(poster_of(world, now)) == 1
    failed: dict[str, Any] = shown(world, channel)["last_message"]
    assert failed["state"] == "waiting"
    assert failed["error"].startswith("Expected the address of an incoming webhook")
