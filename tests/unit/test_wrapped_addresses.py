"""Addresses that a mail filter or another site wrapped: the page itself is named, and no host to allow."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest

from vertel.domain.links import destinations
from vertel.domain.links.addresses import unwrap
from vertel.errors import RefusedError

PAGE = "https://careers.example.com/jobs/17?lang=nl"
HOSTS = ("careers.example.com",)
INNER = quote(PAGE, safe="")
PROOFPOINT_2 = quote(PAGE, safe="/").replace("%", "-").replace("/", "_")
SAFE_LINK = f"https://eur02.safelinks.protection.outlook.com/?url={INNER}&data=05%7C01%7C&reserved=0"

READABLE = {
    "Outlook": SAFE_LINK,
    "Teams": f"https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url={INNER}&locale=en",
    "Proofpoint": f"https://urldefense.com/v3/__{PAGE}__;!!Abc!def$",
    "Proofpoint 2": f"https://urldefense.proofpoint.com/v2/url?u={PROOFPOINT_2}&d=DwMF&c=x&e=",
    "Barracuda": f"https://linkprotect.cudasvc.com/url?a={INNER}&c=E,1,x&typo=1",
    "Cisco": f"https://secure-web.cisco.com/1abcDEF/{INNER}",
    "Sophos": f"https://eu.protection.sophos.com/?d=example.com&u={base64.b64encode(PAGE.encode()).decode()}&i=x",
    "Trellix": f"https://protect2.fireeye.com/v1/url?k=x&q=1&u={INNER}",
    "Symantec": f"https://clicktime.symantec.com/3x?u={INNER}",
    "Google": f"https://www.google.com/url?q={INNER}&sa=D",
    "LinkedIn": f"https://www.linkedin.com/safety/go?url={INNER}&trk=feed",
    "Facebook": f"https://l.facebook.com/l.php?u={INNER}&h=x",
    "Slack": f"https://slack-redir.net/link?url={INNER}",
    "DuckDuckGo": f"https://duckduckgo.com/l/?uddg={INNER}",
    "Another program": f"https://out.unheard-of.example/go?to={INNER}",
    "Outlook around Proofpoint": "https://nam02.safelinks.protection.outlook.com/?url="
    + quote(f"https://urldefense.com/v3/__{PAGE}__;!!x$", safe=""),
}
OPAQUE = {
    "Mimecast": "https://protect-eu.mimecast.com/s/Abc1C2k3Lf4",
    "LinkedIn": "https://lnkd.in/e8xyz",
    "X": "https://t.co/Abc123",
}


def refusal(url: str) -> str:
    with pytest.raises(RefusedError) as refused:
        destinations.check(url, HOSTS)
    return refused.value.faults[0]["message"]


@pytest.mark.parametrize(("by", "url"), READABLE.items(), ids=READABLE)
def test_the_page_s_own_address_is_named(by: str, url: str) -> None:
    message = refusal(url)
    assert message.startswith(by.partition(" ")[0])
    assert message.endswith(PAGE)
    assert "VERTEL_DESTINATION_HOSTS" not in message


@pytest.mark.parametrize(("by", "url"), OPAQUE.items(), ids=OPAQUE)
def test_where_it_cannot_be_read_the_page_has_to_be_opened(by: str, url: str) -> None:
    message = refusal(url)
    assert message.startswith(by)
    assert "Open it" in message
    assert "VERTEL_DESTINATION_HOSTS" not in message


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example.net/a",
        "https://www.google.com/about",
        "https://www.linkedin.com/company/17",
        "https://elsewhere.example.net/?next=https%3A%2F%2Fthird.example%2F",
    ],
)
def test_any_other_host_may_be_allowed(url: str) -> None:
    assert "VERTEL_DESTINATION_HOSTS" in refusal(url)


def test_a_page_of_one_s_own_may_carry_another_address() -> None:
    destinations.check(f"https://careers.example.com/share?url={INNER}", HOSTS)


@pytest.mark.parametrize("url", ["https://[", "https://x?u=%zz", "https://urldefense.com/v3/__https:*a__;Lw!!x$"])
def test_what_is_broken_is_wrapped_around_nothing(url: str) -> None:
    found = unwrap(url)
    assert found is None or found.original is None
