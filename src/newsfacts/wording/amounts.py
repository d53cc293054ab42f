"""Sums of money in words: exact, in the form that readers of English news know."""

from __future__ import annotations

from decimal import Decimal

from newsfacts.record import Amount

#: Signs that readers of English news know; every other currency is written by its code, "CHF 20 million".
SIGNS: dict[str, str] = {
    "USD": "US$", "EUR": "€", "GBP": "£", "JPY": "¥", "CNY": "CN¥", "INR": "₹", "KRW": "₩", "AUD": "A$", "CAD": "C$",
    "NZD": "NZ$", "HKD": "HK$", "SGD": "S$", "TWD": "NT$", "BRL": "R$", "MXN": "MX$", "ILS": "₪", "NGN": "₦",
    "PHP": "₱", "VND": "₫", "UAH": "₴", "TRY": "₺", "RUB": "₽",
}
QUALIFIERS: dict[str, str] = {
    "exact": "", "about": "about", "over": "over", "under": "under", "at_least": "at least", "up_to": "up to",
}
#: What may stand before a sum without making it another thing.
AMOUNT_LEADS = frozenset({
    "", "a", "about", "almost", "an", "an additional", "another", "around", "at least", "close to", "more than",
    "nearly", "over", "roughly", "some", "the", "up to", "under", "less than",
})
_SCALES: tuple[tuple[int, str], ...] = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def _decimal(value: Decimal) -> str:
    """Grouped digits without exponent or empty decimals; cents keep two places (``0.50``, never ``0.5``)."""
    text = f"{value:,f}"
    if "." in text:
        whole, places = text.split(".")
        places = places.rstrip("0")
        text = f"{whole}.{places.ljust(2, '0')}" if places else whole
    return text


def _scaled(value: Decimal) -> tuple[str, str]:
    """A number and its scale word, exactly; the scale is empty when grouped digits are shorter to read."""
    for size, word in _SCALES:
        if abs(value) >= size:
            mantissa = (value / size).normalize()
            if mantissa * size == value and -int(mantissa.as_tuple().exponent) <= 3:
                return f"{mantissa:,f}", word
            break
    return _decimal(value), ""


def number_words(value: str, upper: str | None = None) -> str:
    """A decimal string, or a range of two, with its scale: ``1.7 billion``, ``3–4 billion``, ``500,000–1 million``."""
    low, scale = _scaled(Decimal(value))
    if upper is None:
        return f"{low} {scale}".rstrip()
    high, upper_scale = _scaled(Decimal(upper))
    if scale == upper_scale:
        return f"{low}–{high} {scale}".rstrip()
    return f"{low} {scale}".rstrip() + f"–{high} {upper_scale}".rstrip()


def amount_words(amount: Amount) -> str:
    """An amount by its normalised value: ``about US$1.7 billion``, ``€3–4 billion``, ``US$80 per barrel``.

    An amount whose value is unknown is given in the article's own words ("billions of dollars"); one whose currency
    is unknown says so.
    """
    if amount.value is None:
        words = " ".join(amount.text.split())
    else:
        number = number_words(amount.value, amount.upper)
        sign = SIGNS.get(amount.currency or "")
        if amount.currency is None:
            words = f"{number} (currency unknown)"
        elif sign is None:
            words = f"{amount.currency} {number}"
        else:
            words = f"-{sign}{number[1:]}" if number.startswith("-") else f"{sign}{number}"
        if QUALIFIERS[amount.qualifier]:
            words = f"{QUALIFIERS[amount.qualifier]} {words}"
    return f"{words} per {amount.per}" if amount.per else words
