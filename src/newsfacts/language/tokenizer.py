"""The tokenizer: the splits of the English treebanks, and what news writes with its figures, compounds and quotes.

`U.S.-led` is `U.S. - led`, `A$50m` is `A$ 50 m`, `don't` is `do n't`, `China’s` is `China ’s`, and `Gen.`, `U.S.` and
`a.m.` stay whole. Everything is made from the short rules below, which costs less than reading them from a file, so the
model stores nothing of it.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from spacy.lang.tokenizer_exceptions import URL_MATCH
from spacy.language import Language
from spacy.symbols import ORTH  # type: ignore[import-not-found]
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.util import registry
from spacy.vocab import Vocab

LETTER = r"[^\W\d_]"
LOWER = "a-zß-öø-ÿ"
UPPER = "A-ZÀ-ÖØ-Þ"
SIGNS = "$£€¥₹₽₩₪₦₱฿₫₴₺₨₵"
#: "US$4.7bn", "A$50m": the letters stay with the sign, as the treebanks have it.
SIGNED = rf"(?:US|USD|AUD|AU|A|C|CA|CAD|HK|NZ|NT|S|SG|R|Z|J|TT|BZ|EC|N|GH|MX)[{SIGNS}]"
#: What follows a figure without a space and is a word of its own.
UNITS = (  # noqa: SIM905
    "bn m mn tn trn k km kg g mg cm mm ft mph kph kmh mi lb lbs oz ha GB MB TB kWh MW GW kW kV Hz MHz GHz bps pc pct "
    "hrs hr min mins sec yr yrs am pm AM PM a.m. p.m. a.m p.m crore lakh cr million billion trillion "
    "m² km² m³ kb KB mb M K b t"
).split()
#: A line drawn with signs, "====" or "***": one token, however long.
RULE = r"(?:[-=_*~]{3,}|\*\*|==|__|~~|##+)"
#: Telephone numbers, which unlike spans of figures ("200-2500", "2019-2021") are one token.
PHONE = re.compile(r"(?:\+?1-)?[2-9]\d\d-\d{3}-\d{4}|[2-9]\d[1-9]-\d{4}")
#: Prefixes that the treebanks leave joined to their word: "co-operate", "anti-government".
AFFIXES = (  # noqa: SIM905
    "agro ante anti arch bi bio co counter cyber de e eco electro ex extra hyper inter intra macro mega micro mid mini "
    "multi neo non pan para post pre pro proto pseudo quasi re semi socio sub super trans tri ultra un uni vice"
).split()
#: Abbreviations whose full stop belongs to them.
ABBREVIATIONS = (  # noqa: SIM905
    "Mr. Mrs. Ms. Dr. Prof. Rev. Hon. Fr. St. Ste. Jr. Sr. Messrs. Gen. Lt. Col. Maj. Capt. Sgt. Cpl. Pvt. Adm. Cmdr. "
    "Brig. Sen. Sens. Rep. Reps. Gov. Govs. Pres. Supt. Insp. Det. Atty. Esq. Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sep. "
    "Sept. Oct. Nov. Dec. Inc. Corp. Co. Ltd. Bros. Cos. Mt. Ft. Ave. Blvd. Ala. Ariz. Ark. Calif. Colo. Conn. Del. "
    "Fla. Ga. Ill. Ind. Kan. Kans. Ky. La. Mass. Mich. Minn. Miss. Mo. Mont. Neb. Nebr. Nev. Okla. Ore. Pa. Penn. "
    "Tenn. Tex. Va. Vt. Wash. Wis. Wyo. vs. etc. e.g. i.e. E.G. I.E. a.m. p.m. A.M. P.M. Ph.D. Ph.D al. approx. est. "
    "ca. cf. viz. Vs. No. Nos. Art. Vol. vol. pp. Ed. ed. ext. tel. Tel. dept. Dept. govt. Govt. Univ. Assn. Intl. "
    "Tues. Thurs. Wed. Fri. Sat. Sun. Mon. St.Petersburg D.C. U.S. U.K. U.N. E.U. U.A.E. U.S.A. U.S.S.R."
).split()
#: Words that are several words to the treebanks.
SPLIT = {
    "cannot": "can not", "Cannot": "Can not", "CANNOT": "CAN NOT", "gonna": "gon na", "Gonna": "Gon na",
    "gotta": "got ta", "Gotta": "Got ta", "wanna": "wan na", "Wanna": "Wan na", "lemme": "lem me", "gimme": "gim me",
    "dunno": "du n no", "Im": "I m", "im": "i m", "Ive": "I ve", "ive": "i ve", "thats": "that s", "Thats": "That s",
    "youre": "you re", "theyre": "they re", "and/or": "and / or", "it's": "it 's",
}  # fmt: skip
NEGATED = "ca could did does do had has have is must need should was were wo would are".split()  # noqa: SIM905
WHOLE = (  # noqa: SIM905
    "'em ’em 'til ’til 'cause ’cause 'bout ’bout 'n' ’n’ o'clock o’clock ma'am ma’am 's ’s 'S n't n’t 'll ’ll 're ’re "
    "'ve ’ve 'd ’d 'm ’m :) :( ;) :-) :-( ;-) :D :P :/ ^_^ <3"
).split()
#: What a shortened token stands for: the model sees it as `token.norm_`.
NORMS = {
    "n't": "not", "n’t": "not", "N'T": "not", "N’T": "not", "nt": "not", "ca": "can", "Ca": "can", "wo": "will",
    "Wo": "will", "gon": "going", "'m": "am", "’m": "am", "'re": "are", "’re": "are", "'ll": "will", "’ll": "will",
    "'ve": "have", "’ve": "have", "’d": "'d", "em": "them", "Jan.": "January", "Feb.": "February", "Mar.": "March",
    "Apr.": "April", "Jun.": "June", "Jul.": "July", "Aug.": "August", "Sep.": "September", "Sept.": "September",
    "Oct.": "October", "Nov.": "November", "Dec.": "December",
}  # fmt: skip


@cache
def compile_rules() -> tuple[Callable[..., Any], Callable[..., Any], Callable[..., Any]]:
    """The searches for prefixes and suffixes and the finder of infixes."""
    doubled = r"<<+|>>+|''|’’|``|…|\.\.+|[!?]{2,}|"
    marks = doubled + r"[,:;!?¿¡()\[\]{}<>_#*&·。、，；：！？「」『』（）【】《》«»„‚\"“”'‘’`´§=|~]"
    prefixes = [
        r"[!?]{2,}", RULE, SIGNED, rf"[{SIGNS}]", marks, "%", "--+", "—|–", r"\+(?![0-9])", r"(?:Rs|Tk|Dh)\.?(?=\d)",
        rf"-(?={LETTER})", r"@(?=\s|$)", r"[\u2022\u25cf\u25aa\u25ba\u2013\u00a9\u00ae\u2122\u00b0]",
        r"[\U0001f300-\U0001faff]",
    ]  # fmt: skip
    units = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
    suffixes = [
        r"[!?]{2,}", RULE, marks, "--+", "—|–", rf"(?<={LETTER})(?:n['’]t|N['’]T)",
        r"['’](?:s|S|ll|LL|re|RE|ve|VE|d|D|m|M)",
        r"(?<=[0-9])\+", r"(?<=°[FfCcKk])\.", rf"(?<=[0-9])(?:US\$|[AC]\$|[{SIGNS}]|%)", rf"(?<=[0-9])(?:{units})",
        rf"(?<=[0-9{LOWER}%²\-+\"'”’)\]])\.", rf"(?<=[{UPPER}][{UPPER}])\.", r"(?<=[0-9])°[CF]?", r"(?<=\w)[/%]",
        r"[\u00a9\u00ae\u2122\u2022]", r"[\U0001f300-\U0001faff]",
    ]  # fmt: skip
    bound = "".join(rf"(?<!\b{affix})(?<!\b{affix.capitalize()})" for affix in AFFIXES)
    infixes = [
        r"\.\.+|…",
        rf"(?<=[0-9])[+*^×](?=[0-9]|{LETTER})",
        rf"(?<=[{LOWER}\"'”’])\.(?=[{UPPER}])(?![A-Za-z]\.)",
        rf"(?<={LETTER}),(?={LETTER}|[0-9])|(?<=[0-9]),(?={LETTER})",
        rf"{bound}(?<={LETTER})-(?={LETTER})",
        rf"(?<={LETTER}\.)-(?={LETTER})",
        rf"(?<=[0-9%'’])-(?={LETTER})",
        rf"(?<=[0-9])-(?=[0-9{SIGNS}])|(?<={LETTER})-(?=[0-9])",
        r"(?<=[\w.,;:%)\]\"'’”])(?:–|—|--+|―|−)(?=[\w$£€(\"'‘“])",
        rf"(?<=\w)[:;<>=](?={LETTER})",
        rf"(?<=\w)/(?={LETTER})",
        rf"(?<=[{LOWER}])[!?]+(?={LETTER})",
        rf"(?<={LETTER})[()\[\]](?={LETTER})",
        r"(?<=\w)[“”\"](?=\w)",
        rf"(?<=[{LOWER}.,])[$£€](?=\d)",
    ]
    return (
        re.compile("|".join(f"^(?:{rule})" for rule in prefixes)).search,
        re.compile("|".join(f"(?:{rule})$" for rule in suffixes)).search,
        re.compile("|".join(infixes)).finditer,
    )


@cache
def make_special_cases() -> dict[str, list[dict[int, str]]]:
    """Written words with fixed tokens: abbreviations, contractions without an apostrophe, clitics on their own."""
    cases: dict[str, list[str]] = {word: [word] for word in (*ABBREVIATIONS, *WHOLE)}
    for words in SPLIT.items():
        cases[words[0]] = words[1].split()
    for stem in NEGATED:
        cases[stem + "nt"] = [stem, "nt"]
        cases[stem.capitalize() + "nt"] = [stem.capitalize(), "nt"]
    del cases["havent"], cases["Havent"]
    for stem in ("have", "Have"):
        cases[stem + "nt"] = [stem, "nt"]
    return {word: [{ORTH: piece} for piece in pieces] for word, pieces in cases.items()}


class NewsTokenizer(Tokenizer):  # type: ignore[misc]
    """spaCy's tokenizer with the rules of this module, which it needs no file for."""

    def __init__(self, vocab: Vocab) -> None:
        prefix, suffix, infix = compile_rules()
        super().__init__(
            vocab, rules=make_special_cases(), prefix_search=prefix, suffix_search=suffix, infix_finditer=infix,
            token_match=PHONE.fullmatch, url_match=URL_MATCH,
        )  # fmt: skip
        self.set_norms()

    def set_norms(self) -> None:
        """Give the vocabulary the norms of the shortened tokens; reading a vocabulary drops them."""
        for form, norm in NORMS.items():
            self.vocab[form].norm_ = norm

    def __reduce__(self) -> tuple[Any, ...]:
        return NewsTokenizer, (self.vocab,)

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write nothing: the rules are this module."""

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "NewsTokenizer":
        """Read nothing and return the tokenizer as it is."""
        self.set_norms()
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Return nothing: the rules are this module."""
        return b""

    def from_bytes(self, bytes_data: bytes, *, exclude: Iterable[str] = ()) -> "NewsTokenizer":
        """Read nothing and return the tokenizer as it is."""
        self.set_norms()
        return self


@registry.tokenizers("newsfacts.Tokenizer.v1")  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], Tokenizer]:
    """What a config's `[nlp.tokenizer]` calls: a maker of the tokenizer for a pipeline."""

    def make_tokenizer(nlp: Language) -> Tokenizer:
        return NewsTokenizer(nlp.vocab)

    return make_tokenizer
