"""Untrusted text made safe for a terminal."""

from __future__ import annotations

import json
import re

#: C0 and C1 controls, DEL, line and paragraph separators, and the bidirectional controls that reorder a line.
UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
    "|[\U000e0000-\U000e007f]"
)
#: Invisible and harmless: zero-width characters that say nothing on a terminal.
INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff")


def to_visible(text: str, newlines: bool = False) -> str:
    """The text with no character that a terminal would act on.

    Controls become their pictures (ESC is ␛), bidirectional controls and the like become ``�``, zero-width
    characters vanish, and white space of any kind is one space.

    Args:
        text: anything.
        newlines: keep newlines and tabs as they are.
    """
    if not newlines:
        text = " ".join(text.split())
    return UNSAFE.sub(lambda found: _picture(found[0], newlines), text)


#: What a CI runner takes for a command of its own when a line of the log begins with it.
_COMMAND = re.compile(r"(?m)(?:^|(?<=\r))[^\S\r\n]*+(?=::)")


def to_inert(text: str, lines: bool = False) -> str:
    """A line for a terminal or a log: visible, and no command to a CI runner (``::warning::``): an apostrophe first.

    Args:
        text: anything.
        lines: keep the text as it is but for that, in each of its lines.
    """
    return _COMMAND.sub(lambda found: f"{found[0]}'", text if lines else to_visible(text))


def to_escaped(text: str) -> str:
    """JSON with no character that a terminal would act on; it says the same."""
    return UNSAFE.sub(lambda found: found[0] if found[0] in "\n\t" else json.dumps(found[0])[1:-1], text)


def _picture(character: str, newlines: bool) -> str:
    if newlines and character in "\n\t":
        return character
    if character in INVISIBLE:
        return ""
    code = ord(character)
    if code < 32:
        return chr(0x2400 + code)
    return "\u2421" if code == 127 else "\ufffd"
