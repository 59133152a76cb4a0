"""What pages answer, asked over real https; and where the check refuses to go."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from support.certificates import write_certificate
from support.ports import free_port
from support.site import Site, serving
from vertel.domain.links.destination_check import LinkChecker, agent
from vertel.outbound.addresses import is_public, parse_address
from vertel.outbound.deadline import Deadline

PATIENCE = 10.0


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with serving(tmp_path) as found:
        yield found


def checker(site: Site, *hosts: str, patience: float = PATIENCE) -> LinkChecker:
    context = ssl.create_default_context(cafile=str(site.certificate))
    return LinkChecker((site.host, *hosts), agent("1.2.3", "https://vertel.example.com"), context, patience)


def resolving(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Have every name lead to these addresses, and no connection come about."""

    def found(_host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("it connected")

    monkeypatch.setattr(socket, "getaddrinfo", found)
    monkeypatch.setattr(socket, "create_connection", refuse)


def test_a_page_that_is_there_is_asked_once_by_name_and_not_read(site: Site) -> None:
    answer = checker(site).check(site.url("/monteur?a=b#c"))
    assert answer.status == "ok"
    assert site.asked == [("HEAD", "/monteur?a=b", agent("1.2.3", "https://vertel.example.com"))]
    assert "Vertel/1.2.3" in site.asked[0][2]


@pytest.mark.parametrize(
    ("status", "expected"),
    [(204, "ok"), (404, "gone"), (410, "gone"), (403, "unreachable"), (429, "unreachable"), (503, "unreachable")],
)
def test_what_a_page_answers_is_said_in_plain_words(site: Site, status: int, expected: str) -> None:
    site.pages = {"/": (status, None)}
    answer = checker(site).check(site.url("/"))
    assert answer.status == expected
    assert expected == "ok" or str(status) in answer.message


@pytest.mark.parametrize("refusal", [400, 403, 404, 405, 500, 501])
def test_a_site_that_knows_get_only_is_believed_after_a_get(site: Site, refusal: int) -> None:
    site.pages = {("HEAD", "/"): (refusal, None)}
    assert checker(site).check(site.url("/")).status == "ok"
    assert [method for method, *_ in site.asked] == ["HEAD", "GET"]


@pytest.mark.parametrize(("status", "said"), [(301, "for good"), (308, "for good"), (302, "for now"), (307, "for now")])
def test_a_page_that_leads_on_is_followed_and_said_where_to(site: Site, status: int, said: str) -> None:
    site.pages = {"/old": (status, "/new")}
    answer = checker(site).check(site.url("/old"))
    assert (answer.status, answer.moved_to) == ("moved", site.url("/new"))
    assert said in answer.message


def test_a_page_that_leads_on_to_one_that_is_gone_is_gone(site: Site) -> None:
    site.pages = {"/old": (301, "/new"), "/new": (404, None)}
    assert checker(site).check(site.url("/old"))[0::2] == ("gone", site.url("/new"))


def test_a_circle_ends(site: Site) -> None:
    site.pages = {"/": (302, "/")}
    assert checker(site).check(site.url("/")).status == "unreachable"
    assert len(site.asked) == 6


@pytest.mark.parametrize(
    "target",
    [
        "https://elsewhere.example.net/x",
        "//elsewhere.example.net/",
        "http://{host}/",
        "https://user@{host}/",
        "https://{host}\\@elsewhere.example.net/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "file:///etc/passwd",
        "gopher://{host}/",
    ],
)
def test_no_redirect_is_followed_off_the_list(site: Site, target: str) -> None:
    site.pages = {"/": (302, target.format(host=site.host))}
    answer = checker(site).check(site.url("/"))
    assert answer.status == "moved"
    assert "none of your hosts" in answer.message
    assert len(site.asked) == 1


def test_a_host_that_left_the_list_is_not_asked(site: Site) -> None:
    found = LinkChecker(("careers.example.com",), "x").check(site.url("/"))
    assert (found.status, site.asked) == ("not_checked", [])
    assert "VERTEL_DESTINATION_HOSTS" in found.message


PRIVATE = """
    127.0.0.1 10.0.0.1 172.16.3.4 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 ::1 ::
    fe80::1 fe80::1%eth0 fd00::1 ff02::1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::a00:1 2002:a00:1::
    2001:0:4136:e378:8000:63bf:f5ff:fffe
"""


@pytest.mark.parametrize("address", PRIVATE.split())
def test_a_name_that_leads_into_a_private_network_is_not_followed(
    site: Site, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    assert not is_public(parse_address(address))
    for addresses in ([address], ["93.184.216.34", address]):
        resolving(monkeypatch, *addresses)
        for host in ("careers.example.com", "x.example.org"):
            found = checker(site, "careers.example.com", "*.example.org").check(f"https://{host}/")
            assert found.status == "not_checked"
            assert "private network" in found.message


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822", "::ffff:93.184.216.34"]
)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(parse_address(address))


def test_only_a_host_that_is_listed_as_this_machine_may_be_it(site: Site) -> None:
    elsewhere = site.host.replace("localhost", "127.0.0.1")
    assert checker(site).check(site.url("/")).status == "ok"
    assert checker(site).check(f"https://{elsewhere}/").status == "not_checked"
    named = checker(site, elsewhere).check(f"https://{elsewhere}/")
    assert (named.status, "certificate" in named.message) == ("unreachable", True), "asked, but its name is another"


def test_a_name_is_looked_up_once_so_that_it_cannot_lead_elsewhere_meanwhile(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, looked_up = socket.getaddrinfo, []
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *rest, **more: looked_up.append(host) or real(host, *rest, **more)
    )
    checker(site).check(site.url("/"))
    assert looked_up.count("localhost") == 1
    assert all(host == "localhost" or is_an_address(host) for host in looked_up)


def is_an_address(host: str) -> bool:
    return host.replace(".", "").isdigit() or ":" in host


def test_why_there_was_no_answer_is_said_in_plain_words(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = f"localhost:{free_port()}"
    assert "refused" in checker(site, nobody).check(f"https://{nobody}/").message
    untrusting = LinkChecker((site.host,), "x").check(site.url("/"))
    assert (untrusting.status, "certificate" in untrusting.message) == ("unreachable", True)

    def unknown(*_: Any, **__: Any) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    too_long = f"{'a' * 64}.example.org"
    assert checker(site, too_long).check(f"https://{too_long}/").message == "There is no host of this name."
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert checker(site).check(site.url("/")).message == "There is no host of this name."


def test_what_is_no_web_page_is_said_so(site: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.listen()
        host = f"localhost:{listening.getsockname()[1]}"
        found = checker(site, host, patience=0.2).check(f"https://{host}/")
    assert found.status == "unreachable"
    assert "did not answer" in found.message


@pytest.fixture
def trickling(tmp_path: Path) -> Iterator[tuple[Site, Event]]:
    """A site that answers a byte now and then, and whether everybody has hung up."""
    certificate, hung_up = write_certificate(tmp_path, "localhost"), Event()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            try:
                with context.wrap_socket(connection, server_side=True) as secured:
                    for letter in b"HTTP/1.1 200 OK" + b" " * 1000:
                        secured.sendall(bytes([letter]))
                        hung_up.wait(0.01)
            except OSError:
                hung_up.set()

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield Site(f"localhost:{server.getsockname()[1]}", certificate), hung_up
        thread.join(PATIENCE)


def test_a_page_that_answers_a_byte_now_and_then_did_not_answer(trickling: tuple[Site, Event]) -> None:
    site, hung_up = trickling
    answer = checker(site, patience=0.2).check(site.url("/"))
    assert (answer.status, "did not answer" in answer.message) == ("unreachable", True)
    assert hung_up.wait(PATIENCE)


def test_when_the_time_for_all_is_over_each_is_cut_off(trickling: tuple[Site, Event]) -> None:
    site, hung_up = trickling
    answers = checker(site).check_all([site.url("/")], within=0.2)
    assert answers[site.url("/")].status == "not_checked"
    assert hung_up.wait(PATIENCE / 2), "long before it would have been given up"


def test_when_the_time_is_over_a_page_was_not_asked_rather_than_that_it_did_not_answer(site: Site) -> None:
    assert checker(site).check(site.url("/"), Deadline(0)).status == "not_checked"
    assert site.asked == []


def test_a_site_that_hangs_up_is_said_to_have_done_so(site: Site) -> None:
    site.pages = {"/": (0, None)}
    assert "closed the connection" in checker(site).check(site.url("/")).message


def test_none_is_asked_longer_than_there_is_time_and_few_at_once(site: Site) -> None:
    site.hang = frozenset(f"/slow-{number}" for number in range(8))
    answers = checker(site).check_all([site.url(path) for path in sorted(site.hang)], within=0.2)
    assert {answer.status for answer in answers.values()} == {"not_checked"}
    assert len({path for _, path, _ in site.asked}) <= 6


def test_each_address_is_asked_once(site: Site) -> None:
    answers = checker(site).check_all([site.url("/a"), site.url("/b"), site.url("/a")], within=PATIENCE)
    assert {url: answer.status for url, answer in answers.items()} == {site.url("/a"): "ok", site.url("/b"): "ok"}
    assert len(site.asked) == 2
