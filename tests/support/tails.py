"""What sentences, mail programs and trackers leave behind a link, as it stands in a request."""

TAILS = [
    "", "/", "//", "%E2%80%8B", "%20", ".", ",", ")", "]", "%22", "%3E", "}", "%E2%80%A6", "&fbclid=x", "?", "!", ";",
    ":", "*", "_", "'", "%E2%80%99", "%C2%A0", "%C2%AD", "%EF%BB%BF", "%E2%80%8E", "%0A", "%0D%0A", "%00", "%25E2",
    "%2520", ".Lees", "/utm", "%3Ffbclid=x", "%23", "-", "%E2%80%93", "%F0%9F%8E%89", "%FF", "|", "~", "$", "=", "+",
    "%C3%A9",
]  # fmt: skip
