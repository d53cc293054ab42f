"""HTML: the article of a page with its title, date and publisher, by trafilatura (extra ``newsfacts[html]``).

The day of publication is only what the page declares of itself (``newsfacts.readers.declared``), never a day that
merely stands on it.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from newsfacts.article import Article, Unread
from newsfacts.failure import Failure, Item, ReadError
from newsfacts.readers import Part, ReadOptions, read_whole, to_bytes
from newsfacts.readers.declared import Declared, find_declared, is_list
from newsfacts.readers.decoding import BYTE_ORDER_MARKS, decode, replace_surrogates
from newsfacts.readers.metadata import to_line

#: The parser's time grows with the square of an element's attributes: some hundred thousand keep it for minutes.
CROWDED = re.compile(rb"""<[a-zA-Z][^\s<>]*(?:\s+[^\s<>="']+(?:=(?:"[^"<>]*"|'[^'<>]*'|[^\s<>"']+))?){1000}""")
ELEMENT = re.compile(rb"<[a-zA-Z]")
#: And with the square of a page's elements: 20,000 take it 15 seconds. A long article has some thousand.
MOST_ELEMENTS = 20_000
#: From here on the parser (libxml2) gives up and leaves the rest of the page out without saying so.
DEEPEST = 255
CHARSET = re.compile(
    rb"""<meta[^<>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})|<\?xml[^<>]{0,100}?encoding=["']([\w.-]{1,40})""",
    re.IGNORECASE,
)
#: What browsers take these names for.
CHARSETS = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252",
    "ascii": "cp1252", "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "tis-620": "cp874", "x-sjis": "cp932",
}  # fmt: skip
#: A line that leads elsewhere: "READ MORE:", "Related:", "Also read", with nothing else but the link.
LABEL = re.compile(
    r"(?:(?:also )?(?:read|see|watch|listen)(?: (?:more|also|next|this|on|here))*|related(?: \w+)?|more(?: \w+){0,3}|"
    r"recommended(?: \w+){0,2}|don['’]t miss|(?:you )?may also like|trending|in pictures|explainer|click here|"
    r"editor['’]s picks?|(?:our )?(?:full |live )?coverage|further reading|continue reading)?",
    re.IGNORECASE,
)
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "div", "dl", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "td", "ul",
})
LINES = frozenset({"p", "li", "div", "h2", "h3", "h4", "h5", "h6", "aside", "span", "strong", "em", "b", "i"})


def read(stream: BufferedReader, source: str, options: ReadOptions) -> Iterator[Part]:
    """The one page of a file."""
    load_trafilatura(source)
    yield Unread(source, "html", read_whole(stream, source))


def make(unread: Unread) -> Item:
    """The article of the page; offsets count in the extracted text."""
    return to_item(to_bytes(unread), unread.source)


def load_trafilatura(source: str) -> Any:
    """trafilatura, imported when the first page is read.

    Raises:
        ReadError: it is not installed.
    """
    try:
        import trafilatura
    except ImportError as error:
        raise ReadError(Failure(
            source, "dependency", f"reading HTML needs trafilatura ({error.msg})", "pip install 'newsfacts[html]'"
        )) from None
    return trafilatura


def to_item(page: bytes, source: str, url: str | None = None, charset: str | None = None, latest: str = "") -> Item:
    """The article of a page's bytes. A page without one is an empty article that says so.

    Args:
        page: the bytes as they came.
        source: what to call it.
        url: its address.
        charset: the encoding that its server named, which goes before what the page says.
        latest: the moment (ISO 8601, UTC) it was there already, so that it cannot have been published after it.

    Raises:
        ReadError: trafilatura is missing, or the bytes are no text.
    """
    if not page.strip():
        return Article(text="", source=source, url=url)
    if CROWDED.search(page):
        return Failure(source, "invalid", "an element with more than a thousand attributes: no page for people", None)
    if sum(1 for _ in ELEMENT.finditer(page)) > MOST_ELEMENTS:
        return Failure(
            source, "too_large", f"a page of more than {MOST_ELEMENTS:,} elements", "save its article as text"
        )
    trafilatura = load_trafilatura(source)
    text, warnings = decode_page(page, source, charset)
    try:
        tree = trafilatura.utils.load_html(text)
        if tree is None:
            return _to_empty(source, url, warnings)
        if _find_depth(tree) >= DEEPEST:
            return Failure(
                source, "invalid", f"elements nested {DEEPEST} deep or more, where the HTML parser drops the text", None
            )
        declared = find_declared(tree)
        several = is_list(tree, declared)
        _take_out_asides(tree)
        found = trafilatura.bare_extraction(
            tree, url=url, with_metadata=True, include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )  # fmt: skip
    except ReadError:
        raise
    except Exception as error:  # a parser fed with anything at all; whatever it trips over costs this page only
        return Failure(source, "invalid", f"the page cannot be parsed: {type(error).__name__}: {error}", None)
    values: dict[str, Any] = {} if found is None else found if isinstance(found, dict) else found.as_dict()
    body, replaced = replace_surrogates(values.get("text") or "")
    if not body.strip():
        return _to_empty(source, url, warnings)
    if several:
        warnings += ("the page is a list of articles, not one: it has no day of publication",)
        declared = Declared()
    day, said = declared.resolve(body, latest)
    return Article(
        text=body, source=source, title=to_line(values.get("title")), publisher=to_line(values.get("sitename")),
        published=day, published_from="metadata" if day else None, url=to_line(values.get("url") or url),
        warnings=(*warnings, *replaced, *said), undated=several or (day is None and declared.refused),
    )  # fmt: skip


def _to_empty(source: str, url: str | None, warnings: tuple[str, ...]) -> Article:
    return Article(text="", source=source, url=url, warnings=(*warnings, "no article text found in the page"))


def decode_page(page: bytes, source: str, charset: str | None) -> tuple[str, tuple[str, ...]]:
    """A page's text: a byte order mark decides, then its server, then itself, then what any text is taken for.

    Raises:
        ReadError: the bytes are no text.
    """
    if not page.startswith(tuple(mark for mark, _ in BYTE_ORDER_MARKS)):
        said = CHARSET.search(page[:4096])
        own = (said[1] or said[2]).decode("ascii", "replace") if said else None
        for name in filter(None, (charset, own)):
            try:
                encoding = codecs.lookup(CHARSETS.get(name.strip("\"' ").lower(), name.strip("\"' ")))
            except (LookupError, ValueError, UnicodeError):
                continue
            if encoding.name.startswith(("utf-16", "utf-32", "utf-7")):
                continue  # the bytes of the declaration itself say otherwise
            try:
                return encoding.decode(page)[0], ()
            except (UnicodeError, TypeError, ValueError, AssertionError):
                continue
    return decode(page, source)


def _find_depth(tree: Any) -> int:
    """How deep elements are nested."""
    deepest = depth = 0
    for event, _ in _iterate(tree):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _iterate(tree: Any) -> Iterator[tuple[str, Any]]:
    from lxml import etree

    yield from etree.iterwalk(tree, events=("start", "end"))


def _take_out_asides(tree: Any) -> None:
    """Take out captions and lines that only link elsewhere: they are no text of the article."""
    for element in list(tree.iter("figcaption", *LINES)):
        if element.getparent() is None:
            continue
        if element.tag == "figcaption" or _is_caption(element) or _is_link_line(element):
            element.drop_tree()


def _is_caption(element: Any) -> bool:
    classes = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return "caption" in classes and element.tag in ("p", "div", "span") and _measure(element, 600) < 600


def _measure(element: Any, enough: int) -> int:
    """Characters of an element's text, counted until there are enough."""
    count = 0
    for piece in element.itertext():
        count += len(piece)
        if count >= enough:
            break
    return count


def _is_link_line(element: Any) -> bool:
    """Whether all that a line has is links, or links behind a label such as "READ MORE:"."""
    outside: list[str] = [element.text or ""]
    linked = 0
    for number, child in enumerate(element.iterdescendants()):
        if not isinstance(child.tag, str):
            continue
        if child.tag in BLOCKS or number > 60:
            return False
        inside = next((True for above in child.iterancestors("a") if _is_within(above, element)), False)
        if child.tag == "a":
            linked += len(" ".join(child.itertext()))
        elif not inside:
            outside.append(child.text or "")
        if not inside:
            outside.append(child.tail or "")
        if sum(map(len, outside)) > 120:
            return False
    if not linked:
        return False
    label = " ".join("".join(outside).split()).strip(" :|-–—>»›•[]().→▶")
    if label:
        return LABEL.fullmatch(label) is not None
    whole = " ".join("".join(element.itertext()).split())
    # a link alone: a headline of another article, unless it is a sentence; what is only a word of emphasis stays
    return element.tag in ("p", "li", "div") and whole.rstrip("”’\"' )")[-1:] not in (".", "!", "?")


def _is_within(element: Any, other: Any) -> bool:
    return element is other or any(above is other for above in element.iterancestors())
