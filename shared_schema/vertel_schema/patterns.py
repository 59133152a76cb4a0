"""The regular expressions behind the text fields.

They hold in Python and in ECMAScript alike: ASCII classes, no look-around, no ``\\d`` or ``\\w``. Invisible characters
stand as themselves, not as escapes of one dialect. None of them can backtrack more than once over the text, so that no
document makes the check slow: keep it so.
"""

_CONTROL = f"{chr(0)}-{chr(8)}{chr(0x0B)}{chr(0x0C)}{chr(0x0E)}-{chr(0x1F)}{chr(0x7F)}-{chr(0x9F)}"
_BIDI = f"{chr(0x202A)}-{chr(0x202E)}{chr(0x2066)}-{chr(0x2069)}"
_BREAKS = f"{chr(9)}{chr(10)}{chr(13)}{chr(0x2028)}{chr(0x2029)}"
_BLANKS = (
    f" {chr(0xA0)}{chr(0xAD)}{chr(0x1680)}{chr(0x180E)}{chr(0x2000)}-{chr(0x200F)}{chr(0x202F)}"
    f"{chr(0x205F)}-{chr(0x2064)}{chr(0x2800)}{chr(0x3000)}{chr(0x3164)}{chr(0xFEFF)}"
)

_INK = f"[^{_CONTROL}{_BIDI}{_BREAKS}{_BLANKS}]"

TEXT = f"^[{_BREAKS}{_BLANKS}]*{_INK}[^{_CONTROL}{_BIDI}]*$"
LINE = f"^[{_BLANKS}]*{_INK}[^{_CONTROL}{_BIDI}{_BREAKS}]*$"
BLANK_OR_TEXT = f"^[^{_CONTROL}{_BIDI}]*$"

DATE = "^(?:19|2[0-9])[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$"
DATE_TIME = DATE[:-1] + r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?Z$"
UUID = "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$"
LANGUAGE = "^[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?$"
EMAIL = (
    "^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@"
    r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$"
)

_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(?::[0-9]{1,5})?"
_AFTER_HOST = r"(?:[/?#](?:[A-Za-z0-9._~:/?#@!$&'()*+,;=\[\]-]|%[0-9A-Fa-f]{2})*)?$"
HTTPS_URL = f"^https://{_HOST}{_AFTER_HOST}"
WEB_URL = f"^https?://{_HOST}{_AFTER_HOST}"

CODE = "^[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?$"
SLUG = "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
COLOR = "^#[0-9a-fA-F]{6}$"
TOKEN = "^[!-~](?:[ -~]{0,510}[!-~])?$"  # noqa: S105  a pattern, not a secret
