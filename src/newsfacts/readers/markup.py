"""Markup in the text fields of JSON and CSV: tags and scripts are taken out, character references decoded."""

from __future__ import annotations

import re
from html import unescape

_BLOCKS = "p|div|h[1-6]|li|ul|ol|table|tr|blockquote|section|article|header|footer|figure|figcaption|aside|pre|hr"
_INLINE = "a|b|i|u|s|em|strong|span|small|sub|sup|font|mark|abbr|cite|code|q|time|td|th|tbody|thead|img|picture|source"
_OTHERS = "iframe|video|audio|script|style|noscript|html|body|head|meta|link|svg|path|button|input|form|label|center"
#: Only names of HTML: "a < b" and "<unknown>" are prose.
TAG = re.compile(rf"</?(?:(?P<line>br)|(?P<block>{_BLOCKS})|{_INLINE}|{_OTHERS})(?=[\s/>])[^<>]*>", re.IGNORECASE)
#: What begins a stretch that is no text, and what ends it.
HIDDEN = re.compile(r"<(script|style|figcaption)(?=[\s/>])[^<>]*>|<!--", re.IGNORECASE)
REFERENCE = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")


def has_markup(text: str) -> bool:
    """Whether a text has tags or character references of HTML."""
    return bool(TAG.search(text) or any(unescape(found[0]) != found[0] for found in REFERENCE.finditer(text)))


def to_plain_text(text: str) -> str:
    """The text without its markup, paragraphs as blank lines.

    >>> to_plain_text("<p>Oslo &amp; Bergen.</p><script>x = 1</script><p>It <b>rained</b>.</p>")
    'Oslo & Bergen.\\n\\nIt rained.'
    """
    for _ in range(2):  # markup may itself be written in references: "&lt;p&gt;"
        text = TAG.sub(_to_break, _take_out_hidden(text))
        text = REFERENCE.sub(lambda found: unescape(found[0]), text)
        if not TAG.search(text):
            break
    lines = (line.strip(" \t\r") for line in text.split("\n"))
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _to_break(tag: re.Match[str]) -> str:
    return "\n\n" if tag["block"] else "\n" if tag["line"] else ""


def _take_out_hidden(text: str) -> str:
    pieces: list[str] = []
    position = 0
    endless: set[str] = set()  # what is opened and never closed hides nothing, and is not looked for again
    while found := HIDDEN.search(text, position):
        name = (found[1] or "").lower()
        end = None if name in endless else re.compile(
            rf"</{name}\s{{0,8}}>" if name else "-->", re.IGNORECASE
        ).search(text, found.end())
        pieces.append(text[position : found.start()])
        position = end.end() if end else found.end()
        if end is None:
            endless.add(name)
    pieces.append(text[position:])
    return "".join(pieces)
