"""Dates and sums as duckling's English examples have them.

    pip download duckling==1.8.0 --no-deps && unzip -o duckling-1.8.0-*.whl
    python benchmarks/duckling.py duckling/jars/duckling-0.4.23.jar              # how often both agree
    python benchmarks/duckling.py duckling/jars/duckling-0.4.23.jar --misses     # and where they do not

duckling (Wit.ai, BSD) is tested by phrases with their values, as of Tuesday, February 12, 2013. The examples lie in
the archive of its first edition, which the package ``duckling`` on PyPI carries; nothing of them is kept here. Each
phrase is put into a sentence ("The two ministers met …", or "… will meet …" where the value is still to come: news
tells direction by the verb, duckling takes the next one), and its value compared.

Left out is what no article can mean: values that need the minute of "now" (articles have a day, not an hour), and
arithmetic for chats ("3ish", "EOD"). Months, weekdays and feasts are written with capital letters, as in news. Two
values agree when they name the same day, month, year, week, quarter or clock time, an interval of the same days, the
same part of the same day, or, for "the last two weeks", which TIMEX3 calls a duration, the same length.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import string
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import newsfacts
from newsfacts.record import Date, Record

NOW = dt.date(2013, 2, 12)
NAMES = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun|january|february|march|april|june|july|"
    r"august|september|october|november|december|xmas|halloween|(?:christmas|new year'?s|valentine(?:'s)?|memorial|"
    r"independence|labor|thanksgiving)(?: (?:day|eve))?)\b"
)
CHAT = re.compile(
    r"\d(?:ish|a|p|h)\b|EO[DM]|\bsec\b|p m$|AM$|^\d\d\d p|afternon|untill|thru|week-end|^\d+ in the|hrs?\b|@|lunch|"
    r"half three|Feb13|14april|April 15$|^on \w+ for|\d/4 ?h"
)
LENGTHS = {"D": 1, "W": 7, "M": 30, "Y": 365}
PARTS = {4: "MO", 12: "AF", 18: "EV"}


@dataclass(frozen=True)
class Example:
    """A phrase and what duckling makes of it: the numbers of its start and its end, and the grain if it is named."""

    phrase: str
    kind: Literal["point", "interval"]
    start: tuple[int, ...]
    end: tuple[int, ...] = ()
    grain: str | None = None

    @property
    def day(self) -> dt.date:
        return dt.date(*(*self.start, 1, 1)[:3])

    @property
    def last(self) -> dt.date:
        """The last day of an interval, whose end duckling leaves outside."""
        end = dt.date(*(*self.end, 1, 1)[:3])
        return end if any(self.end[3:]) else end - dt.timedelta(days=1)

    @property
    def needs_the_hour(self) -> bool:
        """Whether the value stands in relation to half past four, the time of duckling's "now"."""
        near = r"second|minute|hour|^(?:right |just )?now$|^(?:by|until|through|after|before|within) "
        return bool(re.search(near, self.phrase)) and not re.search(r"early hours|\w day", self.phrase)


def read_examples(jar: Path) -> list[Example]:
    """All examples of dates, in the order of the file."""
    source = zipfile.ZipFile(jar).read("languages/en/corpus/time.clj").decode("utf-8")
    source = re.sub(r";[^\n]*", "", source)
    examples: list[Example] = []
    phrases: list[str] = []
    for token in re.findall(r'"[^"]*"(?!\))|\(datetime(?:-interval)?[^()]*\)', source):
        if token.startswith('"'):
            phrases.append(token[1:-1])
            continue
        grain = re.search(r":grain :(\w+)", token)
        numbers = [tuple(map(int, re.findall(r"\d+", part.split(":")[0]))) for part in re.findall(r"\[([^]]*)]", token)]
        kind: Literal["point", "interval"] = "interval" if numbers else "point"
        start, end = numbers or (tuple(map(int, re.findall(r"\d+", token.split(":")[0]))), ())
        examples += [Example(phrase, kind, start, end, grain and grain[1]) for phrase in dict.fromkeys(phrases)]
        phrases = []
    return examples


def to_value(example: Example) -> str:
    """A point as TIMEX3 writes it."""
    if example.grain == "week":
        year, week, _ = example.day.isocalendar()
        return f"{year}-W{week:02}"
    if example.grain == "quarter":
        return f"{example.start[0]}-Q{(example.start[1] + 2) // 3}"
    day, clock = example.start[:3], example.start[3:]
    value = "-".join(f"{number:02}" for number in day)
    return value + ("T" + ":".join(f"{number:02}" for number in (*clock, 0)[: max(2, len(clock))]) if clock else "")


def agrees(example: Example, date: Date) -> bool:
    value = (date.value or "").removesuffix("Z")
    if example.kind == "point":
        wanted = to_value(example)
        if value.endswith("T24:00"):
            value = f"{dt.date.fromisoformat(value[:10]) + dt.timedelta(days=1)}T00:00"
        # "a week ago" is a day to duckling and the week around it to TIMEX3; the day of "in 7 days" comes with an hour
        around = date.from_ is not None and date.to is not None and str(date.from_) <= str(example.day) <= str(date.to)
        counted = around and re.search(r"ago|from|hence", example.phrase)
        hour_of_now = len(example.start) == 4 and example.start[3] == 4 and value == wanted[:10]
        return value == wanted or bool(counted) or hour_of_now
    length = re.fullmatch(r"P(\d+)([DWMY])", value)
    if length:
        days = (example.last - example.day).days + 1
        return abs(int(length[1]) * LENGTHS[length[2]] - days) <= days // 10
    if len(example.start) > 3:
        part = PARTS.get(example.start[3], "")
        weekend = value.endswith("-WE") and str(date.to) == str(example.last)
        return (
            weekend
            or value in (f"{example.day}T{part}", f"{example.day}TNI")
            or (value == f"{example.day}T{example.start[3]:02}:{(*example.start, 0)[4]:02}")
        )
    season = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}.get(example.start[1] if len(example.start) > 1 else 0)
    return (str(date.from_) == str(example.day) and str(date.to) == str(example.last)) or value.endswith(f"-{season}")


def is_found(example: Example, record: Record) -> bool:
    """Whether a date of the record agrees, or two that are the ends of the interval ("July 13 to July 15")."""
    days = [date.value for date in record.dates]
    ends = [str(example.day), str(example.last)] if example.kind == "interval" else None
    return days == ends or any(agrees(example, date) for date in record.dates)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("jar", type=Path)
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    examples = read_examples(arguments.jar)
    asked = [e for e in examples if not e.needs_the_hour and not CHAT.search(e.phrase)]
    right = 0
    for example in asked:
        phrase = NAMES.sub(lambda match: string.capwords(match[0]), example.phrase)
        verb = "met" if example.day < NOW else "will meet"
        record = newsfacts.extract(f"The two ministers {verb} {phrase}.", date=str(NOW))
        found = is_found(example, record)
        right += found
        if arguments.misses and not found:
            print(f"    {phrase} | {example.start} {example.end} | {[(d.text, d.value) for d in record.dates]}")
    print(f"{right} of {len(asked)} phrases agree: {right / len(asked):.3f} ({len(examples) - len(asked)} left out)")


if __name__ == "__main__":
    main()
