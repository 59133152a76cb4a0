"""A colleague at the server's page to sign in on, without a browser. Also as a program, in the place of one:

`python sign_in_page.py CODE yes|no ADDRESS` opens the page, signs in with a one-time code, and answers the question.
"""

from __future__ import annotations

import re
import sys
import urllib.request
from html import unescape
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin


class SignInPage:
    """The page as it is shown now."""

    def __init__(self, address: str) -> None:
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self._go(address)

    def sign_in(self, code: str) -> None:
        """Fill in a one-time code."""
        self._send("/sign-in/code", code=code)

    def answer(self, answer: str) -> None:
        """Say yes or no to the device that asks."""
        self._send("/sign-in/device", answer=answer)

    def _send(self, action: str, **fields: str) -> None:
        forms = re.findall(r"<form.*?</form>", self.html, re.DOTALL)
        form = next(form for form in forms if f'action="{action}"' in form)
        hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
        self._go(urljoin(self._address, action), {name: unescape(value) for name, value in hidden} | fields)

    def _go(self, address: str, fields: dict[str, str] | None = None) -> None:
        body = None if fields is None else urlencode(fields).encode()
        with self._opener.open(address, body, timeout=20) as answer:
            self._address, self.html = answer.url, answer.read().decode()


def main(code: str, answer: str, address: str) -> None:
    """Sign in and answer."""
    page = SignInPage(address)
    page.sign_in(code)
    page.answer(answer)


if __name__ == "__main__":
    main(*sys.argv[1:])
