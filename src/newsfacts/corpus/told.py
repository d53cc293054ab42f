"""Whether a text says of which state an official is, or its article only makes it likely."""

from __future__ import annotations

from collections.abc import Sequence

from newsfacts.record import Country, Mention, Official

#: Characters between a name and its country ("Karin Holm of Norway"), and those besides the office where that stands
#: between ("Karin Holm, the foreign minister of Norway").
NEXT_TO, AROUND = 4, 10


def is_country_told(official: Official, countries: Sequence[Country]) -> bool:
    """Whether the text says beside an official's name of which state; else the article only makes it likely."""
    if official.organization is not None or official.country is None:
        return True
    named = [mention for country in countries if country.code == official.country for mention in country.mentions]
    return any(_is_beside(name, official.office or "", one) for name in official.mentions for one in named)


def _is_beside(name: Mention, office: str, country: Mention) -> bool:
    """Whether a country belongs to a name by where it stands.

    "[Norwegian foreign minister]", "Norway's [foreign minister]", "Norwegian foreign minister [Karin Holm]",
    "[Karin Holm], Norway's foreign minister", "[Karin Holm], the foreign minister of Norway": it stands in the mention,
    next to it, or with room for the office between.
    """
    if country.start >= name.end:
        gap = country.start - name.end
    elif country.end <= name.start:
        gap = name.start - country.end
    else:
        return True
    is_next = gap <= NEXT_TO and (name.kind == "title" or country.start >= name.end)
    return is_next or (name.kind == "name" and 0 <= gap - len(office) <= AROUND)
