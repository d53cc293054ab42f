"""The terms: offices, bodies and given names from the lexicon, and the closed classes of words around them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Generic, TypeVar

from newsfacts.language.officials.words import split_words


T = TypeVar("T")


def read_lexicon(filename: str) -> Iterator[dict[str, Any]]:
    """The rows of one lexicon file (JSON Lines)."""
    for line in resources.files("newsfacts.lexicon").joinpath(filename).read_text("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


@dataclass(frozen=True, slots=True)
class Office:
    """An office of the lexicon.

    Attributes:
        office: canonical text. role: the contract's role, or ``none`` for a title that makes no official.
        use: ``free`` stands alone for an unnamed official; ``bound`` needs a country, a body or a name;
            ``title`` and ``rank`` stand only before a name; ``honor`` marks a person; ``member``, ``counterpart``
            and ``never`` as their names say.
        body: the role follows the kind of the body served; ``default`` is the role where no body is named.
        portfolio: takes a portfolio ("finance minister", "minister of finance").
        key: offices of one key are the same post ("army chief", "chief of staff").
        fixed: the role never follows the body, but a company's or a university's holder is no official.
    """

    office: str
    role: str
    use: str
    body: bool = False
    default: str | None = None
    portfolio: bool = False
    country: str | None = None
    status: str | None = None
    key: str = ""
    fixed: bool = False
    by_country: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """What a form of the lexicon stands for."""

    office: Office
    form: str
    plural: bool


class Trie(Generic[T]):
    """Longest match of word sequences."""

    def __init__(self) -> None:
        self._root: dict[str, Any] = {}

    def add(self, words: Iterable[str], value: T) -> None:
        """Add a sequence; the first value of a sequence stays."""
        node = self._root
        for word in words:
            node = node.setdefault(word, {})
        node.setdefault("", value)

    def longest(self, words: list[str], start: int) -> tuple[int, T] | None:
        """The end and the value of the longest sequence that begins at ``start``."""
        node, best, i = self._root, None, start
        while i < len(words) and words[i] in node:
            node = node[words[i]]
            i += 1
            if "" in node:
                best = (i, node[""])
        return best


IRREGULAR_PLURAL = {
    "spokesman": "spokesmen", "spokeswoman": "spokeswomen", "congressman": "congressmen", "chief of staff":
    "chiefs of staff", "chairman": "chairmen", "chairwoman": "chairwomen", "councilman": "councilmen",
    "attorney general": "attorneys general", "secretary general": "secretaries general", "governor general":
    "governors general", "consul general": "consuls general", "assemblyman": "assemblymen", "alderman": "aldermen",
    "spokesperson": "spokespeople", "surgeon general": "surgeons general", "inspector general": "inspectors general",
    "chief executive": "chief executives", "director general": "directors general", "mp": "mps", "mep": "meps",
    "strongman": "strongmen", "police official": "police officials",
}


def to_plural(form: str) -> str:
    """The plural of an office: "ministers", "secretaries of state", "attorneys general"."""
    if form in IRREGULAR_PLURAL:
        return IRREGULAR_PLURAL[form]
    head, joint, rest = form.partition(next((p for p in (" of ", " to ", " for ", " in ", " without ") if p in form), "\0"))
    if joint:
        return to_plural(head) + joint + rest
    first, _, last = form.rpartition(" ")
    if last in IRREGULAR_PLURAL:
        last = IRREGULAR_PLURAL[last]
    elif re.search(r"[^aeiou]y$", last):
        last = last[:-1] + "ies"
    elif last.endswith(("s", "x", "ch", "sh")):
        last += "es"
    elif last.endswith("."):
        last = last[:-1] + "s."
    else:
        last += "s"
    return f"{first} {last}".strip()


@cache
def offices() -> tuple[Trie[Match], Trie[bool], frozenset[str]]:
    """The offices, the decoys that only look like one, and every word that occurs in a form."""
    trie: Trie[Match] = Trie()
    decoys: Trie[bool] = Trie()
    vocabulary: set[str] = set()
    for row in read_lexicon("offices.jsonl"):
        if "decoys" in row:
            for form in row["decoys"]:
                decoys.add(_keys(form), True)
            continue
        forms = row.pop("forms")
        office = Office(**{**row, "key": row.get("key", "")})
        for form in forms:
            trie.add(_keys(form), Match(office, form, False))
            vocabulary.update(_keys(form))
            if office.use != "honor":
                plural = to_plural(form)
                trie.add(_keys(plural), Match(office, form, True))
                vocabulary.update(_keys(plural))
    return trie, decoys, frozenset(vocabulary)


def _keys(form: str) -> list[str]:
    words = (text.lower().replace("’", "'") for text, _, _ in split_words(form.title()))
    return [part for word in words for part in word.split("-") if part]


@cache
def given_names() -> frozenset[str]:
    """Given names of the world's politicians: evidence that a capitalized sequence is a person."""
    return frozenset(name for row in read_lexicon("given_names.jsonl") for name in row["names"])


@cache
def places() -> dict[str, str]:
    """Capitals and the code of their country, as single names; ambiguous ones left out."""
    found: dict[str, set[str]] = {}
    for row in read_lexicon("countries.jsonl"):
        for place in {*row.get("capitals", ()), *row.get("metonyms", ())}:
            found.setdefault(place, set()).add(row["code"])
    return {place: next(iter(codes)) for place, codes in found.items() if len(codes) == 1}


@cache
def country_names() -> dict[str, str]:
    """English name of each code."""
    return {row["code"]: row["name"] for row in read_lexicon("countries.jsonl")}


WEEKDAYS_MONTHS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec. today tomorrow "
    "yesterday christmas easter ramadan".split()
)
#: Words that never begin or continue a name, however they are capitalized.
FUNCTION_WORDS = frozenset(
    "a an the this that these those but and or nor so yet if as at by for from in into of on onto to up with within "
    "without about above across after against along amid among around before behind below beneath beside besides "
    "between beyond despite down during except inside like near off out outside over past per since through "
    "throughout toward towards under until upon via when where while who whom whose which what why how he she it they "
    "we i you his her hers its their our my your him them us me there here then now also not no yes only even just "
    "still however meanwhile moreover furthermore nevertheless although though because unless whether both either "
    "neither each every all any some many most more less few several such other another one two three four five six "
    "seven eight nine ten first second third last next new old is are was were be been being am has have had do does "
    "did will would can could shall should must might may according instead later earlier recently once again back "
    "said says told asked added noted according under-secretary former ex late acting interim top senior mr mrs ms "
    "dozens hundreds thousands millions half nearly almost about roughly western eastern northern southern central "
    "north south east west asian african european american latin arab muslim islamic christian jewish democrats "
    "republicans democrat republican democratic conservative labour liberal socialist communist meeting speaking "
    "asked responding citing following given including photo image file video read watch advertisement related "
    "updated published posted breaking exclusive analysis opinion editorial sources source critics experts analysts "
    "authorities police troops rebels soldiers officials residents protesters witnesses supporters opponents people "
    "women men children students workers voters lawmakers ministers diplomats media reports state federal national "
    "international local foreign public government parliament congress senate court house white".split()
)
PARTICLES = frozenset(
    "al el bin ibn bint binti van von der den de da dos das do del della di du la le las los ter ten abu ben ould y e "
    "zu af av os ul ur ud-din ad an as ash at".split()
)
#: Particles that stay lower-case between capitalized parts only when unmistakable as parts of names.
SAFE_PARTICLES = PARTICLES - frozenset("as an at do e y ad os".split()) | frozenset(("y", "e"))
NAME_SUFFIXES = frozenset(("jr.", "sr.", "jr", "sr", "ii", "iii", "iv", "xvi", "xiv", "vi", "viii", "ix", "xii", "v"))
#: A capitalized sequence that ends so is a place, a body or a thing, not a person.
NOT_A_PERSON = frozenset(
    "street avenue road boulevard lane square park island islands county city town village river lake mountain mount "
    "bridge airport hotel palace tower building school college university hospital church mosque temple cathedral "
    "stadium arena museum library theatre theater bank party ministry department agency commission council committee "
    "court parliament senate congress assembly office house group corp inc ltd company association union federation "
    "league club team cup games award prize act bill treaty accord agreement plan deal summit conference forum war "
    "day week month year election elections party's administration government army navy force forces police guard "
    "front movement brigade company motors electric airlines airways times post news herald tribune journal press "
    "magazine channel network institute foundation center centre society trust fund project program programme state "
    "states province region district valley bay beach coast sea ocean gulf strait peninsula desert forest hills creek "
    "springs falls heights station terminal port base camp prison jail garden gardens line highway freeway operation "
    "strip bank territory territories republic kingdom emirates empire nations agenda doctrine effect law rule "
    "school's protocol convention declaration initiative report review survey index street's cathedral's memorial "
    "monument cemetery resort mall plaza market exchange stock avenue's oil gas energy ship class".split()
)
STATUS_WORDS = {
    "former": "former", "ex": "former", "then": "former", "late": "former", "ousted": "former", "deposed": "former",
    "retired": "former", "one-time": "former", "onetime": "former", "erstwhile": "former", "exiled": "former",
    "disgraced": "former", "toppled": "former",
    "acting": "acting", "interim": "acting", "caretaker": "acting", "transitional": "acting", "stand-in": "acting",
    "outgoing": "current", "incumbent": "current", "sitting": "current", "current": "current", "veteran": "current",
    "longtime": "current", "long-time": "current", "embattled": "current", "newly": "current", "elected": "current",
    "re-elected": "current", "reelected": "current", "appointed": "current", "beleaguered": "current", "new":
    "current", "incoming": "elect", "would-be": "candidate",
}
STATUS_SUFFIXES = {
    "elect": "elect", "designate": "elect", "nominee": "nominee", "nominate": "nominee", "candidate": "candidate",
    "hopeful": "candidate", "contender": "candidate",
}
#: Words that may stand between a country and the office, and belong to the phrase.
MODIFIERS = frozenset(
    "pol pol. senior top high-ranking high-level ranking leading key chief deputy vice assistant associate joint principal "
    "permanent executive special general first second honorary junior lead influential powerful prominent local "
    "national federal provincial regional municipal district county city state royal civilian military army navy air "
    "force naval police defense defence security intelligence government rebel opposition party parliamentary "
    "presidential cabinet ministry embassy consular diplomatic electoral election human rights border customs "
    "counterterrorism counter-terrorism anti-corruption communist socialist conservative liberal labour republican "
    "democratic democrat nationalist islamist centrist populist leftist left-wing right-wing far-right moderate "
    "hard-line hardline reformist pro-western shadow ruling coalition public house senate congressional upper lower "
    "supreme high constitutional appeals circuit u.s united western un-named unnamed unidentified anonymous political "
    "military's powerful popular respected veteran junta union muslim christian jewish sunni shiite shi'ite shia "
    "kurdish tribal separatist militant guerrilla asian african european arab american latin southeast central south "
    "north northern southern eastern nuclear peace climate "
    "bank tax immigration refugee emergency relief peacekeeping independent lead full-time youngest oldest female "
    "male staff sergeant minority majority palace court wartime nominal de facto longest-serving long-serving "
    "three-time two-time two-term one-term first-term four-term three-term billionaire conservative "
    "self-declared self-proclaimed self-styled so-called".split()
)
PORTFOLIOS = frozenset(
    "financial sciences foreign external affairs defense defence interior home finance economy economic economics trade commerce "
    "industry business energy oil petroleum gas mines mining power electricity water environment environmental "
    "climate health education higher science technology culture cultural tourism sport sports youth labor labour "
    "employment work social welfare pensions family women gender children transport transportation transit aviation "
    "railway railways roads infrastructure housing urban rural regional development planning agriculture farming food "
    "fisheries forestry justice law legal security homeland intelligence immigration migration citizenship "
    "integration refugee refugees religious communications telecommunications information media digital cyber "
    "innovation treasury budget revenue tax investment investments privatization privatisation europe european eu "
    "parliamentary cabinet war navy army veterans emergency emergencies disaster situations municipal local "
    "government administration public works service services international cooperation co-operation relations "
    "reunification unification antiquities heritage human rights agricultural industrial natural resources "
    "reconstruction ports shipping maritime ocean space nuclear atomic consumer equality faith higher-education "
    "constitutional institutional strategic endowments communities levelling minority minorities tribal indigenous "
    "disabilities civil reform reforms state trade-and-industry press policy press peace police prisons border "
    "counterterrorism".split()
)
#: A noun beside an office that tells what kind of body it belongs to; ``none``: no official.
BODY_ROLES = {
    **dict.fromkeys(
        "army navy naval military air-force brigade battalion regiment command forces troops militia's garrison fleet "
        "division corps soldiers armed unit junta marines".split(), "military"),
    **dict.fromkeys("police pol pol. gendarmerie constabulary carabinieri sheriff's".split(), "police"),
    **dict.fromkeys(
        "party communist socialist conservative labour liberal republican democratic opposition politburo coalition "
        "front bloc campaign".split(), "party"),
    **dict.fromkeys("court courts tribunal judiciary judicial prosecutor's prosecutors".split(), "judiciary"),
    **dict.fromkeys(
        "parliament senate house legislature legislative parliamentary knesset duma bundestag congress assembly "
        "committee subcommittee caucus congressional majority minority chamber parliament's".split(), "legislator"),
    **dict.fromkeys("rebel rebels militia guerrilla guerrillas insurgents insurgency separatist militants".split(),
                    "rebel"),
    **dict.fromkeys(
        "company firm corporation center centre organization organisation charity union's university college school club team union trade-union business studio museum church "
        "hospital bank airline federation association league chamber-of-commerce foundation institute charity "
        "newspaper magazine network station band board company's group's group startup football soccer basketball "
        "baseball cricket rugby olympic sports hotel restaurant factory industry bar student students labor "
        "religious spiritual tribal community world church's civil cult gang cartel tribe clan workers' teachers "
        "village's family fashion art music program creative editorial marketing sales medical news artistic film "
        "movie campus faculty cell think-tank parish congregation temple cooperative pastors lawyers".split(), "none"),
    **dict.fromkeys(
        "government ministry department agency commission authority bureau secretariat administration council office "
        "service state national intelligence security governmental cabinet palace embassy junta's health election "
        "electoral board-of-elections customs immigration".split(), "official"),
}
BRANCH_ROLES = {
    "legislature": "legislator", "court": "judiciary", "police": "police", "central_bank": "central_banker",
    "military": "military", "party": "party", "rebels": "rebel",
}
KIND_ROLES = {
    "government": "official", "military": "military", "igo": "igo", "party": "party", "armed_group": "rebel",
    "company": "none", "media": "none", "ngo": "none", "other": "none",
}
CHINESE_KOREAN_SURNAMES = frozenset(
    "Xi Li Wang Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Zhu Hu Guo He Lin Luo Gao Deng Tang Jiang Hua Mao Wen "
    "Bo Dong Wei Qin Han Yu Cao Ma Cai Ding Ren Lu Meng Bai Shen Yao Peng Song Tsai Ko Su Lai Kim Lee Park Choi Jung "
    "Kang Cho Yoon Jang Lim Shin Suh Kwon Hwang Ahn Ri Pak Choe Moon Roh Ban Hong Chung Nguyen Nguyễn Tran Trần Pham "
    "Phạm Vo Võ Le Lê Phan Hoang Dang Bui Do Ho Truong To Vuong Chun Paik Noh Yi Chang Qian Fan Pan Ji Geng".split()
)
#: States whose people are called by the first part of their name: family name first, or no family name.
FIRST_PART_COUNTRIES = frozenset(
    "CN KP KR TW HK MO SG VN HU KH TH ID MY ET ER MM IS LA MN BT LK BN".split()
)
#: Short forms that are offices only in capitals: "PM" but not "3 pm".
ACRONYMS = frozenset(("pm", "mp", "mep", "msp", "mps", "meps", "msps", "pms", "fm", "mk", "mks", "mla", "mlas", "mna", "mnas", "mpp", "mpps", "mlc"))
US_PARTY_TAG = re.compile(r"\s*[(\[,]\s*(?P<party>R|D|I|Rep|Dem|Ind)[-–—.]\s?(?P<state>[A-Z][\w. ]{0,15})")
AGE = re.compile(r"\d{1,3}-year-old")
