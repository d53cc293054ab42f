"""Lines of a text put together into blocks: headings, bylines, captions, paragraphs."""

from __future__ import annotations

import re
from itertools import pairwise

from newsfacts.language.blocks import Block, BlockKind, Line
from newsfacts.language.datelines import AGENCY, FULL_DATE, Gazetteer, find_date_alone, find_dateline, load_gazetteer
from newsfacts.lexicon import BUILTIN, Lexicon

BYLINE = re.compile(
    r"(?:By|BY|Story by|Written by|Reporting by|Text by|Photos? by|Words by)[ :]+"
    r"[A-ZÀ-Þ][\w.'’-]+(?:[ ](?:[A-ZÀ-Þ][\w.'’-]*|de|van|von|bin|al|and|der|la|del))*"
    r"(?:[ ]*(?:,|\||•|–|-|and|in)[ ]*[A-ZÀ-Þ@\d][^.!?]{0,80})?"
    r"|(?:[A-Z][\w.'’-]+[ ]){1,3}(?:in|for)[ ][A-Z][\w ]+"
)

BULLET = re.compile(r"(?:[•●▪◦‣·*–—-]|\(?\d{1,2}[.)]|\(?[a-z]\))[ \t]+")

CAPTION = re.compile(
    r"(?:Photo|Image|Picture|File|Caption|Credit|Source|Graphic|Video|Watch|FILE|PHOTO|IMAGE|Photograph)"
    r"(?:[ ](?:by|credit|courtesy|of|photo))?[ ]?(?::|[–—]| - )|FILE PHOTO"
)

#: What a caption ends in: "(AP Photo/Name)", "/Getty Images"; an agency alone signs paragraphs, too.
CREDIT = re.compile(
    r"\((?:AP|Reuters|AFP)\b(?=[^)]*\w)[^)]{1,60}\)$"
    r"|/(?:Getty Images|AFP|Reuters|AP)\)?$|(?:Getty Images|AP Photo)\)?$"
)

#: What a line begins with that only leads to another article, and the headline behind it.
LINK = re.compile(
    r"[\[(*_>»•\s-]{0,8}(?P<cue>Read (?:more|also|next|this)|Also read|See also|More (?:on this|from|stories|coverage)|"
    r"Related(?: stories| story| articles?| content| news| coverage)?(?=[ ]?:)|Don['’]t miss|Recommended for you|"
    r"Most read|Story continues|Continue reading)\b[*_]{0,2}(?P<sign>[ ]?[:|>»–—-])?",
    re.IGNORECASE,
)

BOILERPLATE = re.compile(
    r"(?:Share this|Sign up|Subscribe|Click here|Follow us|Advertisement|ADVERTISEMENT|"
    r"Editing by|Reporting by|Additional reporting|\(Reporting by|\(Editing by|"
    r"Copyright|All rights reserved|Our Standards|Newsletter|Skip to|Print this)\b|©",
    re.IGNORECASE,
)

#: An address alone on its line.
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")

#: Blocks that are no text of the article.
BESIDE = frozenset({"link", "caption"})


def find_lines(text: str) -> list[Line]:
    lines: list[Line] = []
    blank = True
    position = 0
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            start = position + raw.index(stripped[0])
            lines.append(Line(stripped, start, start + len(stripped), blank))
        blank = not stripped
        position += len(raw)
    return lines


def is_heading_like(text: str) -> bool:
    """Short, starts with a capital, digit or quote, has letters, and does not end as a sentence does."""
    if not 2 <= len(text) <= 140 or text.rstrip("”’»)]\"'")[-1:] in set(".,;:!…—–-"):
        return False
    first = text.lstrip("\"'“‘«(")[:1]
    return (first.isupper() or first.isdigit()) and any(c.isalpha() for c in text)


def find_blocks(text: str, lexicon: Lexicon = BUILTIN) -> list[Block]:
    """Cut the text into blocks. A blank line always ends one; a single break does where the layout shows it."""
    lines, gazetteer = find_lines(text), load_gazetteer(lexicon)
    blocks: list[Block] = []
    width = wrap_width(lines)
    open_kind: BlockKind | None = None
    seen_body = False
    for i, line in enumerate(lines):
        previous = lines[i - 1] if i else None
        following = lines[i + 1] if i + 1 < len(lines) else None
        wrapped = (
            not line.blank_before and previous is not None and open_kind in {"paragraph", "list_item", "caption"}
            and is_wrapped(previous, line, width)
        )
        if wrapped and not BULLET.match(line.text):
            last = blocks[-1]
            blocks[-1] = Block(last.kind, last.start, line.end)
            continue
        kind = resolve_kind(line, following, width, early=i < 8)
        start = line.start
        if kind == "paragraph":
            head, start = find_head(line, gazetteer, first=not seen_body, early=i < 6)
            blocks += head
        if start >= line.end:
            open_kind = "dateline"
            continue
        blocks.append(Block(kind, start, line.end))
        open_kind = kind
        seen_body = seen_body or kind == "paragraph"
    return blocks


def find_head(line: Line, gazetteer: Gazetteer, first: bool, early: bool) -> tuple[list[Block], int]:
    """The dateline, agency or date that a paragraph opens with, and where the rest begins."""
    start = line.start
    if match := find_dateline(line.text, first, gazetteer):
        head = line.text[: match.end()].rstrip()
        return [Block("dateline", start, start + len(head))], start + match.end()
    if first and (agency := AGENCY.match(line.text)):
        return [Block("dateline", start, start + len(agency.group().rstrip()))], start + agency.end()
    if early and (dated := find_date_alone(line.text)):
        rest = line.text[dated.end() :]
        after = start + dated.end() + len(rest) - len(rest.lstrip(" ,:–—-"))
        return [Block("dateline", start, start + dated.end())], after
    return [], start


def wrap_width(lines: list[Line]) -> int:
    """The column at which the text is hard-wrapped, 0 when it is not.

    Wrapped text shows itself: at most of its single line breaks, the next line's first word no longer fitted.
    """
    width = max((len(line.text) for line in lines), default=0)
    pairs = [(one, two) for one, two in pairwise(lines) if not two.blank_before]
    if not 40 <= width <= 120 or not pairs:
        return 0
    full = sum(len(one.text) + 1 + len(first_word(two)) > width - 3 for one, two in pairs)
    return width if full >= 0.5 * len(pairs) else 0


def first_word(line: Line) -> str:
    return line.text.split(None, 1)[0]


def is_wrapped(previous: Line, line: Line, width: int) -> bool:
    """Whether a single line break stands inside a running text rather than between two blocks."""
    text = line.text
    if BULLET.match(text) or is_link(text) or BOILERPLATE.match(text) or BYLINE.fullmatch(text[:200]):
        return False
    if line.text[0].islower() or previous.text[-1] in ",;":
        return True
    return bool(width) and len(previous.text) + 1 + len(first_word(line)) > width - 3


def resolve_kind(line: Line, following: Line | None, width: int, early: bool) -> BlockKind:
    text = line.text
    if is_link(text):
        return "link"
    if (BOILERPLATE.match(text) and len(text) < 200) or ADDRESS.fullmatch(text):
        return "boilerplate"
    if early and len(text) < 120 and BYLINE.fullmatch(text):
        return "byline"
    if BULLET.match(text):
        return "list_item"
    if len(text) < 400 and (CAPTION.match(text) or CREDIT.search(text)):
        return "caption"
    ends = following is None or following.blank_before or not is_wrapped(line, following, width)
    return "heading" if ends and is_heading_like(text) else "paragraph"


def is_link(text: str) -> bool:
    """Whether a line only leads elsewhere: "READ MORE: …", "Also read" and a headline; no sentence that begins so.

    >>> is_link("Related: Kenya sues Uganda"), is_link("Read more books, the minister told pupils.")
    (True, False)
    """
    match = LINK.match(text) if len(text) < 200 else None
    if match is None:
        return False
    return bool(match["sign"] or match["cue"].isupper()) or text.rstrip("”’»)]\"'")[-1:] not in set(".!,;")


def to_body(text: str) -> str:
    """A text with blanks for what is beside the article, lines that only link elsewhere and captions, place for place.

    A text that is nothing else stays as it is.
    """
    beside = [block for block in find_blocks(text) if block.kind in BESIDE]
    pieces: list[str] = []
    position = 0
    for block in beside:
        pieces += [text[position : block.start], re.sub(r"\S", " ", text[block.start : block.end])]
        position = block.end
    body = "".join([*pieces, text[position:]])
    return body if any(map(str.isalnum, body)) else text


def resolve_title(text: str, blocks: list[Block]) -> str | None:
    """The first block, when it is a heading with a body after it."""
    if len(blocks) < 2 or blocks[0].kind != "heading":
        return None
    title = " ".join(text[blocks[0].start : blocks[0].end].split())
    if FULL_DATE.fullmatch(title) or not any(b.kind in {"paragraph", "list_item"} for b in blocks[1:]):
        return None
    return title if len(title.split()) > 1 else None
