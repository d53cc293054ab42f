"""The tokenizer of the shipped model: spaCy's English rules, brought into line with the treebanks and with news.

It is saved inside the model, so nothing here is needed to run the package.
"""

from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, ALPHA_UPPER
from spacy.language import Language
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

#: Bound prefixes that the treebanks leave joined to their word by a hyphen (LDC's list, without those that news
#: also uses as free words: "mid" and "vice" stay, "cross" and "over" do not).
AFFIXES = (
    "agro ante anti arch bi bio co counter cyber de e eco electro ex extra hyper inter intra macro mega micro mid mini "
    "multi neo non pan para post pre pro proto pseudo quasi re semi socio sub super trans tri ultra un uni vice"
).split()
CURRENCY = r"[$£€¥₹₽₩₪₦₱฿₫₴₺₨₵]"
#: "US$4.7bn", "A$50m": the letters stay with the sign, as the treebanks have "US$" and "$".
SIGNED = rf"(?:US|USD|AUD|AU|A|C|CA|CAD|HK|NZ|NT|S|SG|R|Z|J|TT|BZ|EC|N|GH|MX){CURRENCY}"
UNITS = (
    "bn m mn tn trn k km kg g mg cm mm ft mph kph kmh mi lb lbs oz ha GB MB TB kWh MW GW kW kV Hz MHz GHz bps pc pct "
    "hrs hr min mins sec yr yrs am pm AM PM a.m. p.m. a.m p.m crore lakh cr million billion trillion"
).split()
HYPHENS = r"(?:-|–|—|--|---|‐|‑)"


def configure_tokenizer(nlp: Language) -> None:
    """Set the prefix, infix and suffix rules of `nlp.tokenizer`, and the abbreviations of news as exceptions."""
    defaults = nlp.Defaults
    prefixes = [r"[!?]{2,}", SIGNED, *[rule for rule in defaults.prefixes], r"~", r"@(?=\s|$)", r"(?:Rs|Tk|Dh)\.?(?=\d)", r"-(?=[A-Za-z])"]
    bound = "".join(rf"(?<!\b{affix})(?<!\b{affix.capitalize()})" for affix in AFFIXES)
    infixes = [
        r"\.\.+|…",
        rf"(?<=[0-9])[+*^×](?=[0-9{ALPHA}])",
        rf"(?<=[{ALPHA_LOWER}\"'”’])\.(?=[{ALPHA_UPPER}])(?![A-Za-z]\.)",
        rf"(?<=[{ALPHA}0-9]),(?=[{ALPHA}])",
        rf"(?<=[{ALPHA}]),(?=[0-9])",
        # words joined by a hyphen, also after an abbreviation or a figure: "U.S.-led", "3-year", "COVID-19" stays
        rf"{bound}(?<=[{ALPHA}])-(?=[{ALPHA}])",
        rf"(?<=[{ALPHA}]\.)-(?=[{ALPHA}])",
        rf"(?<=[0-9%{ALPHA}'’])-(?=[{ALPHA}])(?<=[0-9%'’]-)",
        rf"(?<=[0-9])-(?=[0-9{CURRENCY[1:-1]}])",
        rf"(?<=[{ALPHA}])-(?=[0-9])",
        rf"(?<=[{ALPHA}0-9.,;:%\)\]\"'’”])(?:–|—|--+|―|−)(?=[{ALPHA}0-9$£€\(\"'‘“])",
        rf"(?<=[{ALPHA}0-9])[:;<>=](?=[{ALPHA}])",
        rf"(?<=[{ALPHA}])/(?=[{ALPHA}])",
        rf"(?<=[0-9])/(?=[{ALPHA}])",
        rf"(?<=[{ALPHA}])[\(\[](?=[{ALPHA}])",
        rf"(?<=[{ALPHA}])[\)\]](?=[{ALPHA}])",
        rf"(?<=[{ALPHA}0-9])(?:[“”\"])(?=[{ALPHA}0-9])",
        rf"(?<=[{ALPHA_LOWER}.,])(?=[$£€]\d)(?:[$£€])",
    ]
    suffixes = [
        r"[!?]{2,}",
        *[rule for rule in defaults.suffixes],
        r"(?<=[0-9])(?:" + "|".join(unit.replace(".", r"\.") for unit in sorted(UNITS, key=len, reverse=True)) + ")",
        rf"(?<=[{ALPHA}0-9.])(?:–|—|--)",
        r"(?<=[0-9])°[CF]?",
        rf"(?<=[0-9]){CURRENCY}",
        rf"(?<=[0-9{ALPHA}])/",
    ]
    tokenizer = nlp.tokenizer
    tokenizer.prefix_search = compile_prefix_regex(prefixes).search
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
