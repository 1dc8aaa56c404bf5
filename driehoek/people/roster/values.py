"""What a cell means: dates, addresses of mail, numbers, yes and no. Every reader gives (value, code of the trouble or '')."""

import re
from datetime import date, timedelta
from email.errors import MessageError
from email.headerregistry import Address as MailAddress

from .cleaning import fold
from .shapes import Address, Answer, Relation

EXCEL_EPOCH = date(1899, 12, 30)  # day 0 such that serial 61 is 1 March 1900 (ECMA-376, 18.17.4.1)
_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d+)(?:[ T]\d{1,2}:.*)?")
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T].*)?")
_WORDS = re.compile(r"(\d{1,2})[ -]+([a-z]{3,9})\.?[ -]+(\d+)", re.I)
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[^\s@<>()\[\],;:\\\"]+\.[^\s@<>()\[\],;:\\\".]{2,}")
_YES = {
    "ja",
    "j",
    "yes",
    "y",
    "true",
    "waar",
    "1",
    "x",
    "v",
    "wel",
    "geheim",
    "gezamenlijk",
    "alleen",
    "eenhoofdig",
    "gedeeld",
    "beide",
    "beiden",
}
_NO = {"nee", "neen", "n", "no", "false", "onwaar", "0", "geen", "niet", "openbaar", "nietgeheim"}
_RELATIONS: dict[str, Relation] = {
    "moeder": "mother", "mother": "mother", "mama": "mother", "mom": "mother", "2": "mother", "biologischemoeder": "mother",
    "vader": "father", "father": "father", "papa": "father", "dad": "father", "1": "father", "biologischevader": "father",
    "ouder": "parent", "parent": "parent", "duomoeder": "mother", "adoptiemoeder": "mother", "adoptievader": "father", "meemoeder": "mother",
    "adoptieouder": "parent", "verzorger": "parent", "ouderverzorger": "parent", "ouderverzorgster": "parent", "verzorgster": "parent",
    "voogd": "legal_guardian", "voogdij": "legal_guardian", "gezinsvoogd": "legal_guardian", "3": "legal_guardian", "guardian": "legal_guardian",
    "pleegouder": "foster_parent", "pleegmoeder": "foster_parent", "pleegvader": "foster_parent",
    "stiefouder": "step_parent", "stiefmoeder": "step_parent", "stiefvader": "step_parent", "bonusouder": "step_parent",
    "bonusmoeder": "step_parent", "bonusvader": "step_parent", "partner": "step_parent",
    "opa": "grandparent", "oma": "grandparent", "grootouder": "grandparent", "grootmoeder": "grandparent", "grootvader": "grandparent",
    "overig": "other", "anders": "other", "other": "other", "familielid": "other", "tante": "other", "oom": "other", "begeleider": "other",
}  # fmt: skip
_LANGUAGES = {
    "nl": "nederlands dutch nld nlnl", "en": "engels english eng engb enus", "tr": "turks turkish turkce tur", "ar": "arabisch arabic ara",
    "pl": "pools polish polski pol", "uk": "oekraiens ukrainian ukr ua", "de": "duits german deutsch deu", "fr": "frans french francais fra",
    "es": "spaans spanish espanol spa", "pt": "portugees portuguese por", "so": "somalisch somali som", "ti": "tigrinya tigrinja tir",
    "fa": "farsi perzisch persian dari fas", "ps": "pasjtoe pashto pus", "ru": "russisch russian rus", "bg": "bulgaars bulgarian bul",
    "ro": "roemeens romanian ron", "zh": "chinees mandarijn chinese zho", "vi": "vietnamees vietnamese", "hu": "hongaars hungarian",
    "pap": "papiaments papiamento papiamentu", "ckb": "sorani koerdischsorani", "ku": "koerdisch kurmanji kurdish", "am": "amhaars amharic",
    "hi": "hindi", "ur": "urdu", "it": "italiaans italian ita", "el": "grieks greek", "cs": "tsjechisch czech", "sk": "slowaaks slovak",
}  # fmt: skip
_LANGUAGE_OF = {word: code for code, words in _LANGUAGES.items() for word in (code, *words.split())}


def read_date(text: str) -> tuple[date | None, str]:
    """dd-mm-jjjj (also / . or a Dutch month), ISO, jjjjmmdd and Excel's day numbers; a year of two digits is refused."""
    if re.fullmatch(r"\d{8}", text):
        return _day(int(text[:4]), int(text[4:6]), int(text[6:]))
    if re.fullmatch(r"\d{1,5}(\.0+)?", text):
        return EXCEL_EPOCH + timedelta(days=int(float(text))), ""
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(text):
        return _year_checked(found[3], int(found[2]), int(found[1]))
    if (found := _WORDS.fullmatch(text)) and (month := _month(found[2])):
        return _year_checked(found[3], month, int(found[1]))
    return None, "date_unreadable"


def _month(word: str) -> int:
    start = {"maa": "mrt", "may": "mei", "mar": "mrt", "oct": "okt"}.get(word[:3].casefold(), word[:3].casefold())
    return _MONTHS.index(start) + 1 if start in _MONTHS else 0


def _year_checked(year: str, month: int, day: int) -> tuple[date | None, str]:
    if len(year) == 2:
        return None, "date_two_digit_year"
    return _day(int(year), month, day) if len(year) == 4 else (None, "date_unreadable")


def _day(year: int, month: int, day: int) -> tuple[date | None, str]:
    try:
        return date(year, month, day), ""
    except ValueError:
        return None, "date_unreadable"


def read_birth_date(text: str, today: date | None = None) -> tuple[date | None, str]:
    """A pupil's birth date: from 40 years ago (or 1980) until today; without `today` the future is not judged."""
    day, code = read_date(text)
    if day is None:
        return None, code
    oldest = date(min(today.year - 40, 1980) if today else 1980, 1, 1)
    if day < oldest or (today and day > today):
        return None, "birth_date_implausible"
    return day, ""


def read_email(text: str) -> tuple[str, str]:
    """One address in small letters; of several in one cell the first, with a word about it."""
    parts = [part for part in re.split(r"[;,\s]+", text.replace("mailto:", " ").replace("<", " ").replace(">", " ")) if part]
    good = [part.lower() for part in parts if _EMAIL.fullmatch(part) and len(part) <= 254 and _can_be_mailed(part)]
    if not good:
        return "", "email_invalid"
    return good[0], "email_several" if len(set(good)) > 1 else ""


def _can_be_mailed(address: str) -> bool:
    """False for what looks like an address and is none for a mail program: 'jan.@…', 'jan..smit@…', 'jürgen@…'."""
    try:
        return bool(MailAddress(addr_spec=address).domain)
    except (MessageError, ValueError):  # a MessageDefect is a ValueError
        return False


def read_phone(text: str) -> tuple[str, str]:
    """Digits with a leading 0 or +; the zero that a spreadsheet took away comes back. Fewer than 6 digits is no number."""
    first = next((part for part in re.split(r"[/;,]|\bof\b|\ben\b", text) if len(re.findall(r"\d", part)) >= 6), "")
    digits = "".join(str(int(char)) for char in re.findall(r"\d", first))
    if not 6 <= len(digits) <= 15:
        return "", "phone_invalid"
    plus = first.strip().startswith(("+", "(+"))
    if not plus and digits.startswith("00"):
        plus, digits = True, digits[2:]
    if plus:
        return "+" + re.sub(r"^310", "31", digits), ""
    if len(digits) == 11 and digits.startswith("31"):
        return "+" + digits, ""
    return ("0" + digits if len(digits) == 9 and not digits.startswith("0") else digits), ""


def read_answer(text: str) -> tuple[Answer, str]:
    """Yes, no or unknown."""
    word = fold(text)
    if word in _YES:
        return "yes", ""
    if word in _NO:
        return "no", ""
    return "unknown", "yes_no_unreadable"


def read_relation(text: str) -> tuple[Relation, str]:
    relation = _RELATIONS.get(fold(text))
    return (relation, "") if relation else ("other", "")


def read_language(text: str) -> tuple[str, str]:
    """The code of a language from its Dutch or English name or code."""
    code = _LANGUAGE_OF.get(fold(text), "")
    return code, "" if code else "language_unknown"


def read_postcode(text: str) -> str:
    """'1234AB' as '1234 AB'; any other kind stays as it is."""
    found = re.fullmatch(r"(\d{4})\s*([A-Za-z]{2})", text)
    return f"{found[1]} {found[2].upper()}" if found else text


def read_address_line(text: str) -> Address:
    """'Wolkenlaan 12-b, 0123 AB Driehoven' in its parts, as far as they can be told apart."""
    postcode = re.search(r"\b(\d{4})\s?([A-Z]{2})\b", text)
    city = text[postcode.end() :].strip(" ,") if postcode else ""
    front = (text[: postcode.start()] if postcode else text).strip(" ,")
    if not postcode and "," in front:
        front, _, city = (part.strip() for part in front.partition(","))
    found = re.fullmatch(r"(.+?)\s+(\d+\s*[-/]?\s*\w{0,6})", front)
    street, number = (found[1], found[2]) if found else (front, "")
    return Address(street=street, house_number=number, postcode=f"{postcode[1]} {postcode[2]}" if postcode else "", city=city)


def read_year_level(text: str, birth_date: date | None = None, today: date | None = None) -> str:
    """The EDEXML code of 'groep 5', '5', 'leerjaar 2' or 'havo 3'; '' where it can't be told.

    A bare 1-6 is a group of po, unless the pupil is old enough for that year of vo (both systems write plain numbers).
    """
    word, numbers = fold(text), re.findall(r"\d+", text)
    if not numbers:
        return word.upper() if word.upper() in {"B", "D", "S", "V", "C", "N", "H"} else ""
    if len(numbers) > 1 or len(numbers[0]) > 2:
        return "C" if all(len(number) == 1 for number in numbers) else ""
    level = int(numbers[0])
    if 1 <= level <= 6 and (re.search(r"vmbo|mavo|havo|vwo|gym|ath|brug", word) or _is_secondary_age(level, birth_date, today)):
        return str(level + 10)
    return str(level) if 0 <= level <= 8 or 11 <= level <= 16 else ""


def _is_secondary_age(level: int, birth_date: date | None, today: date | None) -> bool:
    return bool(birth_date and today and (today - birth_date).days / 365.25 - level > 8)
