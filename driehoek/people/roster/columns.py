"""Which column of a spreadsheet means what: Dutch and English headings, in any case, spelling and order of words.

A heading is taken to pieces: who ('ouder 1', 'verzorger 2', 'moeder') is the *slot*, the rest is the *field*. Slot '' is the
pupil, slot '0' the family as a whole (address of the child, one e-mail for the parents).
"""

import re
import unicodedata
from dataclasses import dataclass

from .child_columns import CHILD_FIELDS, LIST_FIELDS, child_target, is_child_slot, of_parent_row
from .shapes import Relation

PUPIL, FAMILY = "", "0"


@dataclass(frozen=True, slots=True)
class Target:
    """Where the cells of a column go."""

    slot: str
    field: str
    relation: Relation = "unknown"

    def __str__(self) -> str:
        return f"{self.slot or 'pupil'}.{self.field}"


def _table(lines: str) -> dict[str, str]:
    """'field: form form' a line as {form: field}; forms are written without spaces, accents and signs."""
    pairs = (line.split(":") for line in lines.splitlines() if line)
    return {form: field for field, forms in pairs for form in forms.split()}


_NAME_FIELDS = """
given_name: roepnaam voornaam roepnaamvoornaam firstname givenname callname
first_names: voornamen doopnamen officielevoornamen
prefix: tussenvoegsel tussenvoegsels voorvoegsel voorvoegsels tv tvs tussenv voorv tsv infix prefix
surname: achternaam familienaam geslachtsnaam lastname surname familyname achternm
initials: voorletters voorletter initialen initials vl voorletters1
full_name: naam volledigenaam naamvolledig fullname name roepnaamachternaam voornaamachternaam voorenachternaam
"""
_PUPIL_FIELDS = _table(
    _NAME_FIELDS
    + """
key: leerlingnummer leerlingnr llnr llnummer leerlingcode stamnummer stamnr leerlingid leerlingkey pupilid studentid studentnumber nummer nr id key code administratienummer
full_name: leerling kind leerlingnaam
birth_date: geboortedatum gebdatum gebdat geborenop geboren dateofbirth birthdate dob geboortedag
class_name: groep klas stamgroep groepsnaam klasnaam groepnaam lesgroep stamklas class basisgroep klascode groepscode huidigegroep
year_level: jaargroep leerjaar jaarlaag grade studiejaar
authority: gezag ouderlijkgezag wiehebbengezag wieheeftgezag
"""
)
_GUARDIAN_FIELDS = _table(
    _NAME_FIELDS
    + """
number: nummer nr id key code oudernummer relatienummer persoonsnummer
full_name: namen
email: email emailadres mail mailadres eadres eml epost emailprive priveemail priveemailadres emailaddress emailthuis
mobile: mobiel mobielnummer mobieltelefoonnummer mobieletelefoon mobielnr gsm tel06 06nummer 06 mobile mobielprive
phone: telefoon telefoonnummer tel telnr telefoonnr telnummer telefoonthuis telefoonprive thuistelefoon phone vastetelefoon huistelefoon
work_phone: telefoonwerk werktelefoon telwerk telefoonnummerwerk mobielwerk
relation: relatie relatietotkind relatietotleerling relatiesoort soortrelatie rol verwantschap type soort relationship
authority: gezag ouderlijkgezag heeftgezag gezaghebbend gezagsdrager wettelijkvertegenwoordiger wettelijkevertegenwoordiger wv wettelijk
may_receive: post ontvangtpost magpostontvangen magpost correspondentie ontvangtinformatie informatie maginformatieontvangen informeren ontvangtmail postontvangen
language: voorkeurstaal contacttaal taalvoorkeur communicatietaal correspondentietaal taal contactlanguage preferredlanguage language
same_address: zelfdeadres zelfdeadresalsleerling zelfdeadresalskind adreszelfdealsleerling woontbijkind inwonend woontopadresleerling
secret_address: geheimadres adresgeheim geheim adresafgeschermd afgeschermdadres nawgeheim
secret_phone: geheimnummer telefoongeheim geheimtelefoonnummer geheimtelefoon mobielgeheim geheimmobiel
deceased: overleden overledenop datumoverlijden deceased
address: adres adresregel woonadres volledigadres address straatenhuisnummer straathuisnummer straatnummer adresvolledig
street: straat straatnaam street
house_number: huisnummer huisnr hnr nummeraanduiding housenumber huisnummerenwaarde
house_suffix: huisnummertoevoeging toevoeging huisnrtoevoeging huisletter toev hnrtoev huisnrtoev huisnummertoev
postcode: postcode pc postalcode zip zipcode
city: plaats woonplaats plaatsnaam stad city town woonplaatsnaam
"""
)
_FAMILY_ONLY = {
    "address",
    "street",
    "house_number",
    "house_suffix",
    "postcode",
    "city",
    "language",
    "secret_address",
    "secret_phone",
}
_FAMILY_FIELDS = _FAMILY_ONLY | {"email", "mobile", "phone"}

_SENSITIVE = set(
    """bsn sofinummer sofi burgerservicenummer onderwijsnummer persoonsgebondennummer pgn bsnonderwijsnummer ondwnr eckid ketenid
    land landen herkomst landvanherkomst herkomstland gewicht cumi nnca wegingsfactor opleiding opleidingsniveau opleidingouders geloof
    religie godsdienst gezindte kerk kerkgenootschap levensovertuiging thuistaal moedertaal taalthuis medisch huisarts tandarts medicijnen
    medicatie allergie allergieen dyslexie diagnose diagnoses handicap zorgverzekeraar verzekering polisnummer iban rekeningnummer
    bankrekening wachtwoord password pincode foto fotourl pasfoto rijksregisternummer vreemdelingennummer paspoort paspoortnummer
    inkomen asielzoeker verblijfsstatus jeugdzorg iq iqscore ras taalgroep verblijfsvergunning""".split()
)
_SENSITIVE_PARTS = re.compile(
    r"bsn|burgerservice|sofinummer|onderwijsnummer|nationaliteit|etnic|ethnic|geboorteland|birthcountry|countryofbirth|nationality"
    r"|landvan|landvader|landmoeder|leerlinggewicht|schoolgewicht|gewichten|gewichtnieuw|wachtwoord|password|thuistaal|moedertaal|religi|godsdienst"
    r"|opleidingsniveau|opleidingvader|opleidingmoeder|opleidingouder|iban|medisch|medicat|allergi|eckid|geboorteplaats"
)
_ROLE = r"(?:ouder|verzorger|verzorgers|opvoeder|contactpersoon|parent|guardian|voogd|caregiver)"
_NUMBERED = re.compile(rf"\b(?:{_ROLE}(?: (?:en|of) )?\s?)+\s*(?:nr\s*)?(\d)\b|\b(?:ov|vz|vzg|verz|oud)\s?(\d)\b")
_ORDINAL = re.compile(rf"\b(?:(eerste|1 e|1 ste)|(tweede|2 e|2 de)|(derde|3 e|3 de)) {_ROLE}(?: {_ROLE})*\b")
_PARENT_NAMED = re.compile(r"\b(moeder|vader|mother|father|mama|papa)\b(?: s\b)?")
_FAMILY_WORD = re.compile(r"\b(?:ouders|gezin|gezins|familie|huishouden|family|ouders verzorgers|verzorgers)\b")
_SINGLE = re.compile(rf"\b{_ROLE}(?: {_ROLE})*\b")
_PUPIL_WORD = re.compile(r"\b(?:leerling|leerlingen|kind|van|de|het|der|student|pupil)\b")


def words(heading: str) -> str:
    """The heading as small plain words: 'E-mail Ouder1' becomes 'e mail ouder 1'."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", heading[:200]) if not unicodedata.combining(char))
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain).casefold()
    return " ".join(re.findall(r"[a-z]+|\d+", parted))


def is_sensitive(heading: str) -> bool:
    """True for what Driehoek never reads (bsn, origin, weights, home language, faith, health), whoever it is about."""
    plain = words(heading)
    bare = _FAMILY_WORD.sub(" ", _PARENT_NAMED.sub(" ", _ORDINAL.sub(" ", _NUMBERED.sub(" ", plain))))
    bare = _PUPIL_WORD.sub(" ", _SINGLE.sub(" ", bare))
    squashed = {re.sub(r"[\s\d]", "", form) for form in (plain, bare)}
    return any(form in _SENSITIVE or _SENSITIVE_PARTS.search(form) for form in squashed)


def target_of(heading: str) -> Target | None:
    """What a heading means, or None where it can't be told. A sensitive heading never has a meaning."""
    if is_sensitive(heading):
        return None
    plain = words(heading)
    if child := child_target(plain, _PUPIL_FIELDS):
        return Target(*child)
    slot, rest = _slot(plain)
    relation = _relation(plain)
    squashed = _squash(rest)
    if slot:
        field = _GUARDIAN_FIELDS.get(squashed) or _GUARDIAN_FIELDS.get(_squash(_PUPIL_WORD.sub(" ", rest)))
        if not squashed:
            field = "full_name"
        if slot == FAMILY and field not in _FAMILY_FIELDS:
            return None
        return Target(slot, field, relation) if field else None
    return _without_slot(plain)


def in_parent_row(heading: str, target: Target | None) -> Target | None:
    """The meaning of a heading where the row is a parent with a list of children, given its meaning where the row is a child."""
    place = of_parent_row(words(heading), (target.slot, target.field) if target else None, _GUARDIAN_FIELDS)
    return Target(*place, target.relation if target else "unknown") if place else None


def _without_slot(plain: str) -> Target | None:
    squashed, bare = _squash(plain), _squash(_PUPIL_WORD.sub(" ", plain))
    for form in (squashed, bare):
        if form in _PUPIL_FIELDS:
            return Target(PUPIL, _PUPIL_FIELDS[form])
        if _GUARDIAN_FIELDS.get(form) in _FAMILY_ONLY and form != "taal":
            return Target(FAMILY, _GUARDIAN_FIELDS[form])
    numbered = re.fullmatch(r"(\D+?)([1-4])", squashed)
    if numbered and _GUARDIAN_FIELDS.get(numbered[1]) in {
        "email",
        "mobile",
        "phone",
        "relation",
        "authority",
        "secret_address",
        "address",
        "language",
    }:
        return Target(numbered[2], _GUARDIAN_FIELDS[numbered[1]])
    return None


def _slot(plain: str) -> tuple[str, str]:
    """(slot, the words that are left)."""
    named = _PARENT_NAMED.search(plain)
    for pattern in (_NUMBERED, _ORDINAL):
        if found := pattern.search(plain):
            number = next((text for text in found.groups() if text and text.isdigit()), "") or str(
                next(at for at, text in enumerate(found.groups(), 1) if text)
            )
            return number, _PARENT_NAMED.sub(" ", plain[: found.start()] + " " + plain[found.end() :])
    if named:
        slot = "moeder" if named[1] in {"moeder", "mother", "mama"} else "vader"
        return slot, _SINGLE.sub(" ", _PARENT_NAMED.sub(" ", plain))
    if _FAMILY_WORD.search(plain):
        return FAMILY, _FAMILY_WORD.sub(" ", plain)
    if _SINGLE.search(plain):
        return "1", _SINGLE.sub(" ", plain)
    return "", plain


def _relation(plain: str) -> Relation:
    named = _PARENT_NAMED.search(plain)
    if not named:
        return "unknown"
    return "mother" if named[1] in {"moeder", "mother", "mama"} else "father"


def _squash(text: str) -> str:
    return text.replace(" ", "")


def fields_of(slot: str) -> frozenset[str]:
    """The fields that a column about the pupil (''), the family ('0'), a parent or a child of a parent ('k', 'k1') may hold."""
    if slot == PUPIL:
        return frozenset(_PUPIL_FIELDS.values())
    if is_child_slot(slot):
        return CHILD_FIELDS if slot[1:] else LIST_FIELDS
    return frozenset(_FAMILY_FIELDS if slot == FAMILY else _GUARDIAN_FIELDS.values())


def parse_target(text: str) -> Target | None:
    """The target that a mapping names: 'pupil.birth_date', '1.email', '0.postcode'; None for '' (leave this column out).

    Raises ValueError for a target that does not exist.
    """
    if not text:
        return None
    slot, _, field = text.partition(".")
    slot = PUPIL if slot == "pupil" else slot
    if field not in fields_of(slot) or not re.fullmatch(r"|[0-4]|moeder|vader|k[1-9]?", slot):
        raise ValueError(text)
    return Target(slot, field, _relation(slot))
