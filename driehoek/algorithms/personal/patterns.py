"""Personal data that can be told by its form: telephone, mail address, street, postcode, citizen number, date of birth."""

import re
from collections.abc import Callable, Iterator

from driehoek.algorithms.personal.spans import Certainty, Kind, Span

EMAIL = re.compile(r"[\w.+%-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
PHONE = re.compile(r"(?<![\w+])(?:\+|00)?\(?\d(?:[ .\-/()]{0,2}\d){7,14}(?!\w)")
POSTCODE = re.compile(r"(?<!\w)[1-9]\d{3}\s?[A-Za-z]{2}(?!\w)")
DIGITS = re.compile(r"(?<![\w.,])\d(?:[ .]?\d){7,8}(?!\w)")
MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december jan feb mrt apr jun jul aug sep sept okt"
    " nov dec january february march may june july august october"
).split()
DATE = re.compile(
    rf"(?<!\w)(?:\d{{1,2}}[-/. ]\d{{1,2}}[-/. ](?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d"
    rf"|\d{{1,2}}[ -](?:{'|'.join(MONTHS)})\.?[ -](?:(?:19|20)\d\d|'\d\d))(?!\w)",
    re.IGNORECASE,
)
BORN = re.compile(r"geboren|geboortedatum|geb\.|jarig|verjaardag|born|birth|doğum|urodzon|مولود|ولد|народ", re.IGNORECASE)
STREET_ENDS = (
    "straat laan weg plein kade gracht dijk singel hof dreef pad plantsoen steeg baan markt park wal ring erf kamp veld boulevard"
    " tuin burg oever"
).split()
HOUSE = r"\s{1,3}(?:nr\.?\s?|nummer\s|huisnummer\s)?\d{1,5}(?:\s?-?\s?[a-zA-Z]\b|-\d{1,4})?(?!\w|[:.,]\d|\s?(?:uur|euro|%))"
STREET = re.compile(
    rf"(?<!\w)[^\W\d_][\w.'’\-]*(?:{'|'.join(STREET_ENDS)}|str\.){HOUSE}"
    rf"|(?<!\w)(?:[^\W\d_][\w.'’\-]*[ ]){{1,3}}(?:{'|'.join(STREET_ENDS)}){HOUSE}"
    rf"|(?<!\w)(?:laan|weg|plein|kade|hof)[ ](?:van|der|den|op|aan|1940)[ ](?:[^\W\d_][\w.'’\-]*[ ]?){{1,3}}?{HOUSE}",
    re.IGNORECASE,
)
KNOWN_WORDS = frozenset("onderweg thuisweg overweg vanweg".split())
NEAR = 30  # signs before a date in which 'geboren' makes it a date of birth


def find(text: str) -> Iterator[Span]:
    """Everything of these forms in it; parts may overlap: see `spans.apart`."""
    yield from _each(EMAIL, text, "email")
    yield from _each(POSTCODE, text, "postcode", doubted=lambda found: found[4:].strip().islower() and " " in found)
    yield from _each(STREET, text, "address", doubted=lambda found: found.split()[0].lower() in KNOWN_WORDS)
    for found in DATE.finditer(text):
        born = BORN.search(text[max(0, found.start() - NEAR) : found.end() + NEAR // 2])
        yield Span(found.start(), found.end(), "birth_date", "sure" if born else "perhaps")
    for found in DIGITS.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        yield Span(found.start(), found.end(), "number", "sure" if eleven_proof(digits) else "perhaps")
    for found in PHONE.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        if not DATE.fullmatch(found[0]):
            yield Span(found.start(), found.end(), "phone", "sure" if _dialled(found[0], digits) else "perhaps")


def eleven_proof(digits: str) -> bool:
    """Whether these eight or nine digits may be a citizen number (BSN)."""
    if len(digits) not in (8, 9):
        return False
    padded = [int(one) for one in digits.zfill(9)]
    weighed = sum(weight * one for weight, one in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), padded, strict=True))
    return any(padded) and weighed % 11 == 0


def _dialled(found: str, digits: str) -> bool:
    return (digits.startswith("0") and len(digits) == 10) or found.startswith(("+", "00")) and 9 <= len(digits) <= 15


def _each(form: re.Pattern[str], text: str, kind: Kind, doubted: Callable[[str], bool] | None = None) -> Iterator[Span]:
    for found in form.finditer(text):
        certainty: Certainty = "perhaps" if doubted and doubted(found[0]) else "sure"
        yield Span(found.start(), found.end(), kind, certainty)
