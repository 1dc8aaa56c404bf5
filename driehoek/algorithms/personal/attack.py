"""Does a note attack a member of staff who can be known from it? Rather a false alarm than a miss: a person decides."""

from dataclasses import dataclass

from driehoek.algorithms.personal.names import TITLES, WORD, Names, plain
from driehoek.algorithms.personal.seeing import seen
from driehoek.algorithms.personal.spans import Span

# Beginnings of words (plain: lower case, without accents), per reason.
INSULTS = """idioot idioten debiel achterlijk dom domme dombo stom stomme gek gestoord klootzak lul eikel trut kutwijf kut teef hoer heks
    bitch kreng mongool randdebiel sukkel loser waardeloos incompetent onbekwaam ongeschikt prutser kneus walgelijk smerig vies vieze
    tyfus tering kanker flikker racist nazi fascist psychopaat narcist pedo viezerik lelijk dik dikke varken rotwijf rotjuf haat
    lui luie hekel schandalig slechte slechtste verschrikkelijk vreselijk ramp nietsnut asociaal hufter klojo onbeschoft arrogant
    stupid idiot moron useless incompetent disgusting racist hate terrible horrible lazy ugly pervert liar bitch asshole
    aptal salak gerizekali serefsiz igrenc irkci nefret beceriksiz kotu terbiyesiz ahlaksiz
    glupi glupia debil kretyn idiotka okropna okropny beznadziejn rasist nienawidz leniw wredn suka
    غبي حمار كلب حقير عنصري فاشل سيء اكره قذر وقح
    дурн ідіот тупий тупа дебіл расист ненавидж нездар огидн жахлив ледач погана поганий""".split()
ACCUSATIONS = """sloeg slaat geslagen mept gemept schopte duwde knijpt kneep schreeuwt schreeuwde scheldt schold liegt loog
    leugenaar gelogen steelt stal gestolen pest pestte treitert vernedert vernederde kleineert kleineerde discrimineert discriminatie
    misbruik aangeraakt betast grensoverschrijdend drinkt dronken verslaafd drugs mishandelt mishandeld intimideert bedreigt
    dreigde manipuleert voortrekt voorgetrokken partijdig corrupt fraude affaire ontslaan ontslagen ontslag wegwezen oprotten opstappen
    hits beats slapped shouts shouted lies steals bullies bullied humiliates abuse abused touched drunk threatens fired
    dovdu vurdu bagir yalan hirsiz taciz asagila sarhos kovul
    bije uderzyl uderzyla krzyczy klamie klamca kradnie dokucza ponizy molest pijan zwolni
    يضرب ضرب تضرب ضربت يصرخ تصرخ يكذب تكذب كاذب سرق يسرق يهين تهين تحرش سكران طرد
    б'є бʼє вдари кричить бреше брехун краде принижу знуща цькує домага пʼян п'ян звільн""".split()
THREATS = """vermoord vermoorden dood doodmaken sla slaan kapot afmaken opwachten spijt verrekken neersteken
    boeten sloop slopen kill dead regret revenge oldur geber pisman zabi zabij pozalu اقتل سأقتل تندم يموت вбʼю вб'ю уб'ю помри пошкоду""".split()
CURSES = ("kut", "kanker", "tering", "tyfus", "klote", "rotwijf", "rotjuf", "rotmeester", "pokke")  # before any other word
SHORT = 4  # signs: up to here the whole word must be the same, beyond it the beginning
TITLE_WORDS = frozenset(plain(title) for title in TITLES) | frozenset(
    plain(word)
    for word in "leerkracht leerkrachten leraren juffen meesters conciërge adjunct ib'er coördinator teacher principal"
    " öğretmeni müdür nauczyciel nauczycielka dyrektor المعلمة المعلم الاستاذ المدير المديرة معلمة معلم учителька вчитель директор".split()
)


@dataclass(frozen=True)
class Attack:
    """Who is meant (as one reads it), why it looks so, and the word that says so."""

    who: str
    reason: str  # 'insult', 'accusation', 'threat'
    word: str


def attack(text: str, staff: Names) -> Attack | None:
    """An attack on somebody of `staff`, or on 'juf/meester/mentor …'; None when there is none.

    Looks for a person and a hostile word in one note. Who says 'niet stom' raises an alarm too.
    """
    readings = seen(text[:20_000]).readings
    who = next((found for one in readings if (found := _who(one, staff))), "")
    if not who:
        return None
    words = [(found, plain(found)) for found in dict.fromkeys(word[0] for one in readings for word in WORD.finditer(one))]
    meant = plain(who)
    for reason, hostile in (("threat", THREATS), ("accusation", ACCUSATIONS), ("insult", INSULTS)):
        for original, word in words:
            if word not in meant and _among(word, hostile):
                return Attack(who, reason, original)
    return None


def _who(text: str, staff: Names) -> str:
    found: list[Span] = sorted(staff.find(text))
    if found:
        return text[found[0].start : found[0].end]
    return next((word[0] for word in WORD.finditer(text) if plain(word[0]) in TITLE_WORDS), "")


def _among(word: str, hostile: list[str]) -> bool:
    if hostile is INSULTS and word.startswith(CURSES):
        return True
    return any(_same(word, plain(one)) for one in hostile)


def _same(word: str, one: str) -> bool:
    if "\u0600" <= one[0] <= "\u06ff":  # Arabic hangs 'and', 'the', 'she' before a word
        return one in word and len(word) - len(one) <= 3
    return word == one or (len(one) > SHORT and word.startswith(one))
