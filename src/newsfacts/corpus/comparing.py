"""Whether two reports may tell the same deed: sides, days, places and sums, and how much they have in common.

Everything is a pure, symmetric function of two reports, so that what a corpus says cannot depend on the order of its
articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import IntEnum
from functools import cache

from newsfacts.corpus.model import MUTUAL, ONCE_A_DAY, Report, Side, Sum
from newsfacts.corpus.names import fold, load_words, to_stems


class Match(IntEnum):
    """What two values have to do with each other."""

    DIFFERENT = -1
    UNKNOWN = 0
    COMPATIBLE = 1
    SAME = 2


class Bond(IntEnum):
    """How two reports hang together, from the loosest."""

    LOOSE = 0  #: on different days, by their sides alone
    SPECIFIC = 1  #: on different days, by something that only one deed has
    SAME_DAY = 2


@dataclass(frozen=True, slots=True)
class Link:
    """Two reports that may tell one deed.

    Attributes:
        score: how much they have in common; 3 is enough.
        bond: what holds them together in time.
    """

    score: float
    bond: Bond


#: The least score of a link. Two states on both sides (4) are enough, one state (2) needs a sum, a place or an object.
ENOUGH = 3.0
#: Days between publications, or between a stated day and a publication, within which news tells of one deed.
LAG = 2
#: Days after a deed within which an article that gives it no day recalls it ("had bought"), or denies it once more.
RECALLED = 10
#: Days by which two stated days of one deed may contradict each other.
SLIP = 3
#: A sum of one deed is at most this often another's.
FARTHEST = Decimal(3)
#: Two sums that differ by less than this are rather one that is told differently than two.
NEAREST = Decimal("1.25")


def compare_sides(a: Side, b: Side) -> Match:
    """Whether two sides are the same, or one acts for the other."""
    if a.kind == "text" or b.kind == "text":
        return _compare_words(a, b)
    if _ORDER[a.kind] > _ORDER[b.kind]:
        a, b = b, a
    other_country = a.country is not None and b.country is not None and a.country != b.country
    if a.kind == b.kind == "person":
        return _compare_persons(a, b, other_country)
    if other_country:
        return Match.DIFFERENT
    if a.kind == b.kind:
        return _compare_of_kind(a, b)
    same_country = a.country is not None and a.country == b.country
    if not same_country:
        return Match.UNKNOWN
    if a.kind == "person" and b.kind == "office" and a.office == b.office and a.office:
        return Match.SAME
    return Match.COMPATIBLE if a.acts_for_state and b.acts_for_state else Match.DIFFERENT


def _compare_of_kind(a: Side, b: Side) -> Match:
    """Two offices, bodies or countries that are not plainly of different states."""
    if a.key == b.key:
        return Match.SAME
    if a.kind == "country":
        return Match.DIFFERENT
    same_country = a.country is not None and a.country == b.country
    if same_country and a.acts_for_state and b.acts_for_state:
        return Match.COMPATIBLE
    if a.is_nobody or b.is_nobody:
        return Match.UNKNOWN
    return Match.UNKNOWN if a.kind == "office" and not same_country else Match.DIFFERENT


_ORDER = {"person": 0, "office": 1, "body": 2, "country": 3, "text": 4}


def _compare_persons(a: Side, b: Side, other_country: bool) -> Match:
    if other_country:
        is_misread = (a.is_likely or b.is_likely) and a.key == b.key and " " in a.key and a.office == b.office
        return Match.COMPATIBLE if is_misread and a.office else Match.DIFFERENT
    if a.key == b.key:
        return Match.SAME
    short, long = sorted((a, b), key=lambda side: len(side.key.split()))
    is_surname = short.key in (long.surname, long.key.partition(" ")[0])
    return Match.SAME if is_surname and " " not in short.key else Match.DIFFERENT


def _compare_words(a: Side, b: Side) -> Match:
    if a.kind == b.kind and a.key == b.key:
        return Match.SAME
    origins = {side.origin or side.country for side in (a, b)} - {None}
    if a.kind == b.kind and len(origins) == 2:
        return Match.DIFFERENT
    both = None not in (a.origin or a.country, b.origin or b.country)
    if both and len(origins) == 1:
        return Match.COMPATIBLE  # "two Sudanese jets" and the army of Sudan
    if "country" in (a.kind, b.kind):
        return Match.UNKNOWN
    return Match.COMPATIBLE if to_stems(a.name) & to_stems(b.name) else Match.UNKNOWN


def compare_lists(a: Sequence[Side], b: Sequence[Side]) -> Match:
    """Whether two lists of one role can be the same: what both name must agree, what one leaves out may be missing."""
    if not a or not b:
        return Match.UNKNOWN
    table = [[compare_sides(x, y) for y in b] for x in a]
    best_of_a = [max(row) for row in table]
    best_of_b = [max(column) for column in zip(*table, strict=True)]
    best = max(best_of_a)
    if best <= Match.UNKNOWN:
        return best
    alone = Match.DIFFERENT in best_of_a and Match.DIFFERENT in best_of_b
    return Match.DIFFERENT if alone else best


def to_span(total: Sum) -> tuple[Decimal, Decimal]:
    """The least and greatest value that the words allow.

    A round figure stands for what rounds to it, up to 2.5 %; "about" for a tenth more or less; "over" for up to a
    quarter more, since a writer who knew of more would have said so.
    """
    value = total.value
    if total.upper is not None:
        return value, total.upper
    size = abs(value)
    if total.qualifier == "about":
        return value - size / 10, value + size / 10
    if total.qualifier in ("over", "at_least"):
        return value, value + size / 4
    if total.qualifier == "under":
        return value - size / 4, value
    if total.qualifier == "up_to":
        return Decimal(0), value
    exponent = value.normalize().as_tuple().exponent
    unit = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2
    slack = min(unit, size / 40)
    return value - slack, value + slack


def compare_sums(a: Sum | None, b: Sum | None) -> Match:
    """Whether two sums can be one; of two currencies nothing is known."""
    if a is None or b is None or a.per != b.per:
        return Match.UNKNOWN
    if a.currency != b.currency:
        return Match.UNKNOWN
    if (a.value, a.upper) == (b.value, b.upper):
        return Match.SAME
    low_a, high_a = to_span(a)
    low_b, high_b = to_span(b)
    return Match.COMPATIBLE if low_a <= high_b and low_b <= high_a else Match.DIFFERENT


def compare_places(a: Report, b: Report) -> Match:
    """Whether two places can be one; two towns of a country may be a town and its district."""
    if a.place is None or b.place is None:
        return Match.UNKNOWN
    if a.place == b.place:
        return Match.SAME
    if a.place_country and b.place_country:
        return Match.COMPATIBLE if a.place_country == b.place_country else Match.DIFFERENT
    return Match.UNKNOWN


def compare_spots(a: Report, b: Report) -> Match:
    """Whether one deed's place or thing has a name that the other's has too, or at least the other's sentence."""
    if a.spots & b.spots:
        return Match.SAME
    near = (a.spots & b.names) | (b.spots & a.names)
    return Match.COMPATIBLE if near or len(a.names & b.names) > 1 else Match.UNKNOWN


def overlap(a: frozenset[str], b: frozenset[str], least: int) -> float:
    """The share of the shorter set that the other has too.

    Args:
        least: what a shorter set counts for, since few words say little.
    """
    return len(a & b) / max(len(a), least) if len(a) <= len(b) else len(a & b) / max(len(b), least)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two reports have to do with each other, value by value."""

    actor: Match
    recipient: Match
    sum: Match
    place: Match
    spots: Match
    objects: float
    sentences: float

    @property
    def says_same(self) -> bool:
        """Whether they say the same in what hardly two deeds have in common."""
        return self.sum == Match.SAME or self.objects >= 0.5 or self.sentences >= 0.4

    @property
    def is_specific(self) -> bool:
        """Whether they say the same, or of the same place."""
        return self.says_same or Match.SAME in (self.place, self.spots)


def pool(report: Report) -> tuple[Side, ...]:
    """The sides of a mutual deed."""
    return (*report.actor, *report.recipient)


def find_link(a: Report, b: Report, any_status: bool = False) -> Link | None:
    """How two reports of one type hang together, or None where they do not.

    Args:
        any_status: compare a deed with its plan or its denial; their days are the caller's business.
    """
    if a.type == "said" and not _may_say_same(a, b):
        return None
    values = compare(a, b)
    if values is None:
        return None
    bond = Bond.SAME_DAY if any_status else _find_bond(a, b, values)
    if bond is None:
        return None
    if a.article == b.article and _tells_two(a, b, values):
        return None
    score = _score(a, b, values) + 0.5 * (bond == Bond.SAME_DAY) + 0.5 * _state_same_day(a, b)
    return Link(score, bond) if score >= ENOUGH else None


def find_bar(a: Report, b: Report) -> float:
    """How much keeps two reports out of one event: 1 whatever others say, 0.5 unless others hold it together, or 0."""
    values = compare(a, b)
    if values is None or (a.article == b.article and _tells_two(a, b, values)):
        return 1.0
    if a.stated and b.stated and _find_bond(a, b, values) is None:
        apart = _days_between(a.stated, b.stated)
        return 0.5 if apart <= 1 or (apart <= SLIP and _published_near(a, b)) else 1.0
    return 0.0


def compare(a: Report, b: Report) -> Comparison | None:
    """Compare two reports of one type; None where a value makes it certain that they tell two deeds."""
    place = compare_places(a, b)
    total = compare_sums(a.sum, b.sum)
    if place == Match.DIFFERENT or _are_other_modes(a, b):
        return None
    if total == Match.DIFFERENT and a.sum and b.sum and not _are_within(a.sum, b.sum, FARTHEST):
        return None
    recipient = _compare_pools(a, b) if a.type in MUTUAL else compare_lists(_to_recipients(a), _to_recipients(b))
    if recipient == Match.DIFFERENT or (a.type == "sanctioned" and _are_of_other_hosts(a, b)):
        return None
    actor = recipient if a.type in MUTUAL else compare_lists(a.first, b.first)
    spots = compare_spots(a, b)
    objects, sentences = overlap(a.stems, b.stems, 2), overlap(a.sentence, b.sentence, 4)
    found = Comparison(actor, recipient, total, place, spots, objects, sentences)
    if actor == Match.DIFFERENT and not _is_same_by_others(a, b, found):
        return None
    return found


#: Types whose modes are deeds of their own: an arrest is no sentence, a pledge no signature.
_BY_MODE = frozenset({"coerced", "conceded", "sanctioned", "mobilized"})


def _to_recipients(report: Report) -> tuple[Side, ...]:
    """Whom a deed is done to: what a state's people are given is not given to the state."""
    if report.type == "sanctioned" and _is_of_own(report):
        return ()
    if report.type != "aided":
        return report.second
    return tuple(replace(side, origin=None) for side in report.second)


def _is_of_own(report: Report) -> bool:
    """Whether a state recalls its own: "the Chilean ambassador was withdrawn by her government"."""
    if report.mode != "recall":
        return False
    own = {side.country or side.origin for side in report.first}
    return None not in own and {side.country or side.origin for side in report.second} == own


def _are_of_other_hosts(a: Report, b: Report) -> bool:
    """Whether one of two recalls leaves open from where, and its article does not name the state of the other."""
    for one, other in ((a, b), (b, a)):
        if _is_of_own(one) and other.second and not _is_of_own(other):
            hosts = {side.country or side.origin for side in other.second}
            if not hosts & one.around:
                return True
    return False


def _are_other_modes(a: Report, b: Report) -> bool:
    """Whether modes part two reports: men who are seized are arrested."""
    if not (a.mode and b.mode) or a.mode == b.mode or a.type not in _BY_MODE:
        return False
    return not any({a.mode, b.mode} <= set(alike) for alike in load_words()["alike_modes"])


def _is_same_by_others(a: Report, b: Report, found: Comparison) -> bool:
    """Two articles name different actors: only where all the rest is one deed's do they contradict each other."""
    if a.type in MUTUAL or a.type == "said" or found.recipient < Match.COMPATIBLE:
        return False
    if _state_same_day(a, b) and found.recipient == found.spots == Match.SAME:
        return True
    return found.place == Match.SAME or found.sum == Match.SAME or (found.objects >= 0.5 and found.sentences >= 0.4)


def _compare_pools(a: Report, b: Report) -> Match:
    """The parties of a mutual deed: with two in common it is one; with one in common the other may be left out."""
    left, right = pool(a), pool(b)
    found = compare_lists(left, right)
    if found <= Match.UNKNOWN:
        return found
    common = sum(any(compare_sides(x, y) > Match.UNKNOWN for y in right) for x in left)
    common = min(common, sum(any(compare_sides(x, y) > Match.UNKNOWN for x in left) for y in right))
    return found if common > 1 else Match.UNKNOWN if min(len(left), len(right)) > 1 else Match.COMPATIBLE


def _are_within(a: Sum, b: Sum, times: Decimal) -> bool:
    low, high = sorted((abs(a.value), abs(b.value)))
    return high <= low * times


def _tells_two(a: Report, b: Report, values: Comparison) -> bool:
    """Whether one article tells two deeds: by two verbs of a sentence, two sums, two days."""
    if values.sum == Match.DIFFERENT or values.actor == Match.DIFFERENT:
        return True
    if a.is_exact and b.is_exact and a.stated != b.stated:
        return True
    if a.evidence_start != b.evidence_start or a.trigger_start == b.trigger_start:
        return False
    return not any(_is_result(report) for report in (a, b))


def _is_result(report: Report) -> bool:
    """Whether a deed is what another of its sentence led to: "killing two", "a raid that killed two"."""
    word = fold(report.trigger)
    return word in _results() or (
        word in load_words()["results_of_which"] and any(one in load_words()["relatives"] for one in report.before[-1:])
    )


@cache
def _results() -> frozenset[str]:
    """Words for what a deed of its sentence led to: "shelled the town, killing two"."""
    return frozenset(load_words()["results"])


def _find_bond(a: Report, b: Report, values: Comparison) -> Bond | None:
    """What holds two reports together in time; None where their days keep them apart."""
    if a.anchor is None or b.anchor is None:
        return None
    near = Bond.SPECIFIC if values.is_specific else Bond.LOOSE
    if a.stated and b.stated:
        if a.stated[0] <= b.stated[1] and b.stated[0] <= a.stated[1]:
            if a.anchor == b.anchor:
                return Bond.SAME_DAY
            return near if abs(a.anchor - b.anchor) <= SLIP or (a.is_of_week and b.is_of_week) else None
        # The same place on the next day may see the same deed again.
        shares = (values.says_same or _is_told_otherwise(a, b, values)) and values.actor != Match.DIFFERENT
        slips = _days_between(a.stated, b.stated) <= SLIP and _published_near(a, b)
        return Bond.SPECIFIC if shares and slips else None
    if a.status == "planned" and (a.stated or b.stated):
        return near if _published_near(a, b) else None
    if a.anchor == b.anchor:
        return Bond.SAME_DAY
    return near if abs(a.anchor - b.anchor) <= LAG or _is_recalled(a, b, values) else None


def _is_recalled(a: Report, b: Report, values: Comparison) -> bool:
    """Whether one of two articles recalls, some days later and without a day, what the other tells in other names."""
    early, late = sorted((a, b), key=lambda report: report.anchor or 0)
    if not late.is_recalling or values.actor < Match.COMPATIBLE or len(a.topics & b.topics) < 2:
        return False
    return (late.anchor or 0) - (early.anchor or 0) <= RECALLED


def _is_told_otherwise(a: Report, b: Report, values: Comparison) -> bool:
    """Whether two articles give days in a row to a deed that the same two hardly do day after day.

    That is one whose mode they share, between the same two, or by one beside the same name; not of 14 men and of nine.
    """
    if a.mode is None or a.mode != b.mode or a.article == b.article or values.actor < Match.COMPATIBLE:
        return False
    if _name_same_thing(a, b) and not _count_others(a, b):
        return True
    shares = a.topics & b.topics or a.counts & b.counts
    is_known = values.recipient >= Match.COMPATIBLE or bool(a.counts & b.counts)
    if not (a.names & b.names or (shares and is_known)):
        return False
    if not (a.stated and b.stated) or _days_between(a.stated, b.stated) > 1:
        return False
    return not _count_others(a, b)


def _name_same_thing(a: Report, b: Report) -> bool:
    """Whether what it was done to has a name in one of two reports that the other's sentence has too."""
    return bool(a.called & b.names or b.called & a.names)


def _days_between(a: tuple[int, int], b: tuple[int, int]) -> int:
    """Days from the end of one span to the beginning of the other; 0 or less where they meet."""
    return max(a[0], b[0]) - min(a[1], b[1])


def _published_near(a: Report, b: Report) -> bool:
    return a.published is not None and b.published is not None and abs(a.published - b.published) <= SLIP


#: Points for a value that is the same, compatible, unknown, different.
_SIDE_POINTS = {Match.SAME: 2.0, Match.COMPATIBLE: 1.5, Match.UNKNOWN: 0.0, Match.DIFFERENT: 0.0}
_SUM_POINTS = {Match.SAME: 2.0, Match.COMPATIBLE: 1.0, Match.UNKNOWN: 0.0, Match.DIFFERENT: -0.5}
_PLACE_POINTS = {Match.SAME: 1.5, Match.COMPATIBLE: 0.5, Match.UNKNOWN: 0.0, Match.DIFFERENT: 0.0}
_COUNT_POINTS = 0.5  # as many as it was done to
_SPOT_POINTS = {Match.SAME: 1.5, Match.COMPATIBLE: 0.75, Match.UNKNOWN: 0.0}


def _score(a: Report, b: Report, values: Comparison) -> float:
    if a.type == "said":
        return _score_statement(a, b, values)
    rest = _SUM_POINTS[values.sum] if not _are_near(a, b, values) else _SUM_POINTS[Match.COMPATIBLE]
    rest += max(_PLACE_POINTS[values.place], _SPOT_POINTS[values.spots]) + 2 * values.objects + 2 * values.sentences
    sides = _SIDE_POINTS[values.actor] + _SIDE_POINTS[values.recipient]
    if a.mode and b.mode:
        rest += 0.5 if a.mode == b.mode else -0.5
    rest += _score_context(a, b, values)
    if values.recipient != Match.SAME and a.counts & b.counts:
        rest += _COUNT_POINTS
    if sides or (_state_same_day(a, b) and (a.names & b.names or _is_once_told(a, b, values))):
        return sides + rest
    if a.mode is not None and a.mode == b.mode and _name_same_thing(a, b):
        return rest  # a ship of this name is as good as a side
    return rest - 1.0  # nobody in common: the rest must say it


def _score_context(a: Report, b: Report, values: Comparison) -> float:
    """Points for what the articles have in common, where one report leaves open who it was.

    "The men were detained on Tuesday" is of the state whose soldiers the other report names, if its article names that
    state and tells of the same places.
    """
    shared = len(a.topics & b.topics)
    if a.article == b.article or not (shared or _state_same_day(a, b)):
        return 0.0
    if (a.status == "planned") != (b.status == "planned"):
        return 0.0  # the same two plan much
    found = 0.5 * min(shared + (len(a.around & b.around) > 2), 2)
    found += 0.5 * (a.status == "denied" and shared > 0)  # a denial says little of what it denies
    if a.type in MUTUAL:
        told = max(_count_told(pool(a), b), _count_told(pool(b), a)) if values.actor == Match.UNKNOWN else 0
        return found + 0.75 * min(told, 2)
    for match, one, other in ((values.actor, a.first, b.first), (values.recipient, a.second, b.second)):
        if match == Match.UNKNOWN and (_count_told(one, b) or _count_told(other, a)):
            found += 0.75
    return found


def _is_once_told(a: Report, b: Report, values: Comparison) -> bool:
    """Whether two articles that name nobody in common hardly tell two deeds of one day.

    They are of the same things, or of a kind that the same two states, whom both articles name, do not do twice a day.
    """
    if a.article == b.article or _count_others(a, b):
        return False
    if values.objects >= 0.5 and a.topics & b.topics:
        return True
    is_of_story = a.mode is not None and a.mode == b.mode and len(a.topics & b.topics) > 2
    return a.type in ONCE_A_DAY and (len(a.around & b.around) > 1 or is_of_story)


def _count_others(a: Report, b: Report) -> bool:
    """Whether two reports count whom it was done to, and differ: 14 men and nine."""
    return bool(a.counts and b.counts and a.counts != b.counts)


def _state_same_day(a: Report, b: Report) -> bool:
    """Whether both state the very day, and the same one, of a deed: statements of a day are many."""
    return a.type != "said" and a.is_exact and a.stated == b.stated


def _count_told(sides: Sequence[Side], other: Report) -> int:
    """How many states of some sides another report's article names."""
    return len({side.origin or side.country for side in sides} & other.around)


def _are_near(a: Report, b: Report, values: Comparison) -> bool:
    return bool(values.sum == Match.DIFFERENT and a.sum and b.sum and _are_within(a.sum, b.sum, NEAREST))


def _may_say_same(a: Report, b: Report) -> bool:
    """Whether two statements have enough words in common to be one, if all the rest is the same."""
    most = _SIDE_POINTS[Match.SAME] + 0.5
    return most + 3 * overlap(a.stems, b.stems, 2) >= ENOUGH


def _score_statement(a: Report, b: Report, values: Comparison) -> float:
    """Statements are one when their speaker and most of their words are."""
    if values.actor < Match.COMPATIBLE or min(len(a.stems), len(b.stems)) < 2:
        return 0.0
    return _SIDE_POINTS[values.actor] + 3 * values.objects - (0.5 if values.objects < 0.5 else 0.0)


def to_tokens(sides: Iterable[Side]) -> list[str]:
    """The words by which sides are found, in order and each once."""
    return sorted({token for side in sides for token in side.tokens})
