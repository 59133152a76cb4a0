"""Addresses made to be read as one host by a check and as another by a browser."""

from __future__ import annotations

from collections.abc import Iterator

EVIL = "evil.example"


def words(text: str) -> list[str]:
    """The words of a text."""
    return text.split()


SCHEMES = words("""
    http HTTP ftp file javascript data vbscript blob ws wss view-source about mailto intent linkedin chrome https+x
    xhttps filesystem
""")
SEPARATORS = [":", ":/", "://", ":///", ":////", ":\\\\", ":/\\", ":\\/", ":\t//", ":/\n/", ":%2f%2f", "", "//"]
JOINTS = [
    "@", ":443@", ":x@", "%40", "\\@", "/@", "\\", "\\\\", "%5c", "%2f", "%00", "\0", "\t", "\n", "\r", "\r\n", " ",
    "%20", "%0d%0a", "#@", "?@", ";", ",", "&", "=", "$", "|", "^", "`", "{", "}", "[", "]", "<", ">", '"', "'",
    "*", "+", "~", "!", "_", "-", ".", "..", ":", "::", ":443:", ":0", "%23@", "%3f@", "\u3002", "\uff0e", "\uff61",
    "\uff0f", "\u2044", "\u2215", "\u29f8", "\uff20", "\uff1a", "\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff",
    "\u202e", "\u00a0", "\u2028", "\ufe55", "\ufe6b",
]  # fmt: skip
HOST_TRICKS = [*words("""
    careers.example.com. careers.example.com.. .careers.example.com careers..example.com
    careers.example.com.evil.example evilcareers.example.com xcareers.example.com careers.example.com-evil.example
    careers-example.com careersexample.com careers.example.co careers.example.comx example.com
    www.careers.example.com example.org .example.org evilexample.org evil-example.org example.org.evil.example
    x.example.org.evil.example x.example.org. x..example.org -.example.org -x.example.org x-.example.org
    _x.example.org *.example.org careers.example.com:80 careers.example.com:8443 careers.example.com:0443
    careers.example.com:00443 careers.example.com:4430 careers.example.com:443443 careers.example.com:-443
    careers.example.com:+443 careers.example.com:443x careers.example.com:4_43 careers.example.com: shop.example.net
    shop.example.net:443 shop.example.net:84430 x.example.org:8443 xn--evil-example.org xn--careers-9ua.example.com
    xn--80ak6aa92e.example.org a.xn--p1ai.example.org XN--80AK6AA92E.example.org 192.0.2.8 192.0.2.07 192.0.2.7.
    192.0.519 3221226247 0xc0000207 0300.0.2.7 192.0.2.0x7 0xC0.0.2.7 [::ffff:192.0.2.7] [::1] [2001:db8::1]
    127.0.0.1 2130706433 0x7f.1 127.1 0 localhost 169.254.169.254 [::ffff:127.0.0.1] 1.example.org.1 evil.example
    evil.example.
"""),
    "c\u0430reers.example.com", "careers.ex\u0430mple.com", "careers.example.c\u043em",
    "careers\u3002example\u3002com", "\uff43areers.example.com", "careers.example.com\u2024evil.example",
    "\u2460.example.org", "careers.exam\u00adple.com", "careers.example.com\u200b", "x\u00df.example.org",
    "careers.example.\u212aom", "careers.\u017fxample.com", "%63areers.example.com", "careers%2eexample.com",
    "careers.example.com%00.evil.example", "x%2eexample.org", "careers.example.com\uff0fevil.example",
    "\u0131.example.org", "x.example.\u00f6rg",
]  # fmt: skip


def hostile() -> Iterator[str]:
    """Addresses made to be read as one host by a check and as another by a browser."""
    good = "careers.example.com"
    for scheme in SCHEMES:
        yield f"{scheme}://{good}/"
        yield f"{scheme}:{good}"
    for separator in SEPARATORS:
        if separator != "://":
            yield f"https{separator}{good}/"
        yield f"https{separator}{EVIL}/{good}"
    for joint in JOINTS:
        yield f"https://{good}{joint}{EVIL}/"
        yield f"https://{EVIL}{joint}{good}/"
        yield f"https://{EVIL}{joint}.example.org/"
        yield f"{joint}https://{EVIL}/"
        yield f"https://{good}/{joint}\\..\\{EVIL}"
    for host in HOST_TRICKS:
        yield f"https://{host}/"
        yield f"https://{host}?{good}"
    yield from (
        "",
        " ",
        "/",
        f"//{EVIL}",
        f"/\\{EVIL}",
        EVIL,
        good,
        f"https:{EVIL}",
        "https://",
        "https:///",
        "https://?",
        "https://#",
    )
    yield from (
        f" https://{good}/",
        f"https://{good}/ ",
        f"https://{good}/\n",
        f"https://{good}/\r\nSet-Cookie: a=b",
        f"\0https://{good}",
    )


HOSTILE = sorted(set(hostile()))
