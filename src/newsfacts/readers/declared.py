"""What a page declares of its own day: JSON-LD of the article, ``meta``, the article's own ``<time>``; nothing else.

A date in a footer, a link, a script's name, an aside or the body is no declaration, and ``05/03/2022`` is two days in
two countries. The names are those of schema.org, Open Graph, Dublin Core and the big content systems.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from newsfacts.readers.metadata import resolve_day, to_line

#: Types of schema.org that are articles (https://schema.org/Article and those below it).
ARTICLE = re.compile(r"(?:^|[/#:])\w*(?:Article|BlogPosting|LiveBlogPosting|Report)$")
PAGE = re.compile(r"(?:^|[/#:])(?:\w*WebPage|ItemPage)$")
#: Names of ``meta``, best first.
META = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published", "datepublished",
    "published_time", "publication_date", "publicationdate", "publish_date", "publish-date", "publishdate",
    "date_published", "published-date", "published_date", "pubdate", "pub_date", "pub-date", "originalpublicationdate",
    "article_date_original", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dc.date", "dcterms.date", "dc.created",
    "citation_publication_date", "citation_date", "article.published", "displaydate", "date",
)  # fmt: skip
MODIFIED = frozenset({
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "dcterms.modified",
    "dc.date.modified", "last-modified", "lastmod",
})
#: What stands beside the article.
BESIDE = frozenset({"aside", "footer", "nav"})
#: A paragraph of the body has so many characters; lines above the first are the article's head.
PARAGRAPH = 100
#: Cards that make a list.
CARDS = 3
#: Elements looked at in a page's JSON-LD.
MOST_OBJECTS = 2_000
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(slots=True)
class Declared:
    """The days that a page declares, as it writes them.

    Attributes:
        published: what it says of its publication, best first.
        modified: what it says of its last change.
        articles: how many articles its JSON-LD describes.
        certain: a declaration of the page as a whole (JSON-LD, ``meta``), not a ``<time>`` in it.
        conflict: the articles it describes are of several days, and none is plainly its own.
    """

    published: list[str] = field(default_factory=list)
    modified: list[str] = field(default_factory=list)
    articles: int = 0
    certain: bool = False
    conflict: bool = False

    @property
    def refused(self) -> bool:
        """Whether it declares a day that is not believed, or several."""
        return self.conflict or any(resolve_day(value) for value in self.published)

    def resolve(self, text: str, latest: str = "") -> tuple[dt.date | None, tuple[str, ...]]:
        """The day of publication and what has to be said about it, which a day in the text does not mend.

        Args:
            text: the article's text.
            latest: a moment (ISO 8601, UTC) at which the page was there.
        """
        if self.conflict:
            return None, ("the page describes several articles of different days: its day of publication is unknown",)
        value, day = next(((v, d) for v in self.published if (d := resolve_day(v))), (None, None))
        if value is None or day is None:
            unclear = to_line(self.published[0]) if self.published else None
            return None, ((f"publication date not understood: {unclear!r}",) if unclear else ())
        if latest and _is_later(value, day, latest):
            return None, (f"published {day} as the page says, but it was archived before, on {latest[:10]}",)
        changed = max((d for v in self.modified if (d := resolve_day(v))), default=None)
        if changed is not None and changed.year - day.year >= 2:
            years = {int(year) for year in YEAR.findall(text)}
            if later := sorted(year for year in years if day.year < year <= changed.year):
                return None, (
                    f"published {day} and changed {changed} as the page says, and its text speaks of {later[-1]}: "
                    "the day of what it says is unknown",
                )
        return day, ()


def _is_later(value: str, day: dt.date, latest: str) -> bool:
    """Whether a declared day lies behind a moment in UTC; by the minute where both have one."""
    try:
        limit = dt.datetime.fromisoformat(latest)
    except ValueError:
        return False
    try:
        moment = dt.datetime.fromisoformat(value.strip())
    except ValueError:
        return day > limit.date()
    if moment.tzinfo is None or limit.tzinfo is None:
        return day > limit.date()
    return moment > limit


def find_declared(tree: Any) -> Declared:
    """What a page (an lxml tree) declares."""
    declared = Declared()
    _read_linked_data(tree, declared)
    _read_meta(tree, declared)
    declared.certain = bool(declared.published)
    if not declared.conflict:
        declared.published += _find_own_times(tree)
    return declared


# JSON-LD


def _read_linked_data(tree: Any, declared: Declared) -> None:
    articles: list[dict[str, Any]] = []
    pages: list[dict[str, Any]] = []
    for thing in _iterate_objects(tree):
        types = thing.get("@type")
        names = [name for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)]
        if any(ARTICLE.search(name) for name in names):
            articles.append(thing)
        elif any(PAGE.search(name) for name in names):
            pages.append(thing)
    declared.articles = len(articles)
    dated = [thing for thing in articles if isinstance(thing.get("datePublished"), str)]
    if len({thing["datePublished"][:10] for thing in dated}) > 1:
        own = [thing for thing in dated if _is_own(thing, tree)]
        if len({thing["datePublished"][:10] for thing in own}) != 1:
            declared.conflict = True
            return
        dated = own
    for thing in (*dated, *pages):
        for key, said in (("datePublished", declared.published), ("dateModified", declared.modified)):
            if isinstance(thing.get(key), str):
                said.append(thing[key])


def _iterate_objects(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects that a page's JSON-LD describes as its own: at the top, in a graph, or as main entity."""
    left = MOST_OBJECTS
    for script in tree.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
            continue
        try:
            waiting: list[Any] = [json.loads("".join(script.itertext()), strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting and left > 0:
            thing = waiting.pop(0)
            left -= 1
            if isinstance(thing, list):
                waiting = thing[:left] + waiting
            elif isinstance(thing, dict):
                yield thing
                waiting = [thing[key] for key in ("@graph", "mainEntity") if key in thing] + waiting


def _is_own(thing: dict[str, Any], tree: Any) -> bool:
    """Whether an article of the JSON-LD is the page's, by its address or its headline."""
    addresses = {_to_address(link.get("href")) for link in tree.iter("link") if link.get("rel") == "canonical"}
    titles: set[str | None] = set()
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        if name == "og:url":
            addresses.add(_to_address(meta.get("content")))
        elif name == "og:title":
            titles.add(to_line(meta.get("content")))
    titles |= {to_line("".join(heading.itertext())) for heading in tree.iter("h1")}
    page = thing.get("mainEntityOfPage")
    names = (thing.get("url"), thing.get("@id"), page.get("@id") if isinstance(page, dict) else page)
    return bool(
        ({_to_address(name) for name in names} & addresses) - {None}
        or ({to_line(thing.get("headline")), to_line(thing.get("name"))} & titles) - {None}
    )


def _to_address(value: object) -> str | None:
    return value.split("#")[0].rstrip("/") or None if isinstance(value, str) else None


# meta


def _read_meta(tree: Any, declared: Declared) -> None:
    values: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = meta.get("content")
        if content and name and not any(above.tag in BESIDE for above in meta.iterancestors()):
            values.setdefault(name, []).append(content)
    for name in META:
        said = values.get(name, [])
        if len({value[:10] for value in said}) == 1:  # of several cards each has its own
            declared.published.append(said[0])
    for name in sorted(MODIFIED & values.keys()):
        declared.modified += values[name][:1]


# <time>


def _find_own_times(tree: Any) -> list[str]:
    """The ``<time>`` of the article's head, or one that is marked as its publication; the earliest first."""
    marked, found = _find_head_times(tree)
    if not marked:
        marked = [value for element in tree.iter("time") if _is_marked(element) and (value := _to_value(element))]
    chosen = marked or found
    days = [day for value in chosen if (day := resolve_day(value))]
    return [min(days).isoformat()] if days else chosen[:1]


def _find_head_times(tree: Any) -> tuple[list[str], list[str]]:
    """The times above the article's first paragraph: those marked as its publication, and others of its own."""
    roots = [element for element in tree.iter("article", "main") if not _is_beside(element)]
    inside = len([root for root in roots if root.tag == "article"]) <= 1 and bool(roots)
    headed = False
    marked: list[str] = []
    found: list[str] = []
    for element in tree.iter("h1", "p", "time"):
        if element.tag == "h1":
            headed = True
        elif element.tag == "p":
            own = headed or not roots or _is_in(element, roots)
            if own and not _is_beside(element) and len(" ".join(element.itertext())) >= PARAGRAPH:
                break
        elif (value := _to_value(element)) is None or _is_modified(element):
            continue
        elif _is_marked(element):
            marked.append(value)
        elif not (_says_published(element) or _is_beside(element)) and (headed or (inside and _is_in(element, roots))):
            found.append(value)
    return marked, found


def _says_published(element: Any) -> bool:
    """Whether a ``<time>`` is marked as that of a publication."""
    return element.get("itemprop") == "datePublished" or element.get("pubdate") is not None


def _is_marked(element: Any) -> bool:
    """Whether a ``<time>`` is marked as that of a publication, and not of one that stands beside the article."""
    return _says_published(element) and not any(above.tag in ("aside", "nav") for above in element.iterancestors())


def _to_value(element: Any) -> str | None:
    return to_line(element.get("datetime")) or to_line("".join(element.itertext()))


def _is_modified(element: Any) -> bool:
    """Whether a ``<time>`` is that of a change: by its own mark, or the word before it."""
    before = element.getprevious()
    parent = element.getparent()
    said = ((before.tail or "") if before is not None else (parent.text or "") if parent is not None else "")[-30:]
    named = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
    if "published" in named:
        return False
    return bool(re.search(r"updated|modified|edited|revised", f"{named} {said}".lower()))


def _is_beside(element: Any) -> bool:
    return any(above.tag in BESIDE for above in element.iterancestors()) or element.tag in BESIDE


def _is_in(element: Any, roots: list[Any]) -> bool:
    return any(above is root for above in element.iterancestors() for root in roots[:8])


# lists


def is_list(tree: Any, declared: Declared) -> bool:
    """Whether a page is a list of cards, each a headline with a teaser or a day, rather than one article."""
    if declared.certain and declared.articles <= 1:
        return False
    headed: set[Any] = set()  # what has a heading inside, or is one
    for heading in tree.iter("h1", "h2", "h3", "h4", "h5"):
        headed.update((heading, *heading.iterancestors()))
    cards: dict[Any, None] = {}
    for element in tree.iter("article", "time"):
        if not _is_beside(element) and (card := _find_card(element, headed)) is not None:
            cards[card] = None
    around = {above for card in cards for above in card.iterancestors()}
    single = [card for card in cards if card not in around]
    if len(single) < CARDS:
        return False
    sizes = [len(" ".join(" ".join(card.itertext()).split())) for card in single]
    paragraphs = sum(
        len(" ".join("".join(p.itertext()).split()))
        for p in tree.iter("p")
        if not _is_beside(p) and not any(above in cards for above in p.iterancestors())
    )
    return sum(sizes) > paragraphs and max(sizes) <= 0.6 * sum(sizes)


def _find_card(element: Any, headed: set[Any]) -> Any:
    """The smallest thing around (or at) an element that has a heading."""
    for around in (element, *element.iterancestors()):
        if around.tag in ("body", "html", "main"):
            return None
        if around in headed:
            return around
    return None
