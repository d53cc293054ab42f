"""Office-holders the package knows: taken for them only where day and state fit, and never against the article."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import pairwise

import pytest

import newsfacts
from newsfacts.lexicon import BUILTIN
from newsfacts.lexicon.sections import SECTIONS, check_entry

ROWS = BUILTIN.rows("person")


def official(text: str, date: str | None, name: str) -> tuple[str | None, str | None, str] | None:
    found = {o.name: (o.office, o.country, o.status) for o in newsfacts.extract(text, date=date).officials}
    return found.get(name)


@pytest.mark.parametrize(
    ("text", "date", "name", "wanted"),
    [
        ("Hungary's Viktor Orban said he would veto the plan.", "2021-10-28", "Viktor Orban",
         ("prime minister", "HU", "current")),
        ("Prime Minister Stephen Harper will meet the U.S. president in Canada.", "2008-04-29", "Stephen Harper",
         ("prime minister", "CA", "current")),
        ("Tony Blair said Britain should stay.", "2016-05-01", "Tony Blair", ("prime minister", "GB", "former")),
        ("Vladimir Putin flew to Sochi, in the south of Russia.", "2010-07-01", "Vladimir Putin",
         ("prime minister", "RU", "current")),
        ("Kofi Annan told the United Nations that the talks had failed.", "2004-05-01", "Kofi Annan",
         ("secretary-general", None, "current")),
        # What the article says goes first.
        ("U.S. Senator Hillary Clinton criticized the plan.", "2010-05-01", "Hillary Clinton",
         ("senator", "US", "current")),
        # The surname with the office is enough, whatever other state is spoken of; another holder's state is no guess.
        ("President Bush praised Iraqis for voting.", "2005-02-01", "Bush", ("president", "US", "current")),
        ("Former President Clinton said Haiti needed help.", "2010-02-01", "Clinton", ("president", "US", "former")),
        ("President Bush praised Iraqis for voting.", None, "Bush", ("president", None, "current")),
        ("President Sanou Traore thanked the U.S. government for its aid.", "2010-02-01", "Sanou Traore",
         ("president", None, "current")),
        ("Fidel CASTRO led Cuba's rebels to victory.", "2010-02-01", "Fidel CASTRO", ("president", "CU", "former")),
        # Near misses: before the office, without a day, without the state, of another family.
        ("Barack Obama spoke of the U.S. economy.", "2005-05-01", "Barack Obama", None),
        ("Viktor Orban said he would veto Hungary's plan.", None, "Viktor Orban", None),
        ("Viktor Orban, a baker from Leeds, opened a shop.", "2021-10-28", "Viktor Orban", None),
        ("Maria Orban sang in Hungary.", "2021-10-28", "Maria Orban", None),
    ],
)  # fmt: skip
def test_office_of_the_day(
    text: str, date: str | None, name: str, wanted: tuple[str | None, str | None, str] | None
) -> None:
    assert official(text, date, name) == wanted


def test_entries_are_sound() -> None:
    for row in ROWS:
        assert not list(check_entry(SECTIONS["person"], row)), row
        assert row["in_context"] and len(row["name"].split()) > 1, row
        assert row.get("country") or row.get("organization"), row


def test_nobody_holds_one_office_twice_at_once() -> None:
    """Ends may meet in a day, as hand-overs do."""
    terms: dict[tuple[str, ...], list[tuple[dt.date, dt.date, str]]] = defaultdict(list)
    single = {"president", "prime minister", "chancellor", "premier", "secretary of state", "secretary-general"}
    for row in ROWS:
        if row["office"] in single:
            since, until = dt.date.fromisoformat(row["from"]), dt.date.fromisoformat(row.get("to", "9999-12-31"))
            of = (row.get("country", ""), row.get("organization", ""), row["office"])
            terms[of].append((since, until, row["name"]))
    for held in terms.values():
        held.sort()
        for (_, until, one), (since, _, other) in pairwise(held):
            assert until <= since or one.split()[-1][:4] == other.split()[-1][:4], f"{one} and {other}"
