"""Questionnaires of the demo: one of last spring with its result, one that runs now, and (vo) one that asks pupils too."""

import datetime as dt
import random
from collections.abc import Iterable

from driehoek import clock
from driehoek.access.who import Who
from driehoek.people.models import SchoolClass, StaffMember
from driehoek.scans import rules
from driehoek.scans.models import AskedClass, Fielding, PointSort, Ticket, Way
from driehoek.scans.rules import Content, Sheet
from driehoek.scans.services import asking, choosing, freezing, instruments
from driehoek.scans.services.answering import digest_of, submit, submit_openly
from driehoek.scans.services.telling_parents import tell_parents
from driehoek.schools.models import School, SchoolYear
from driehoek.schools.scoping import within
from driehoek.voices import services as voices
from driehoek.voices.models import Contribution, Kind, Voice

from .evenings import said

WEEKS = dt.timedelta(days=14)
MONTH_OF_SPRING = 4
AT_ONCE = 20
Heard = dict[tuple[Voice, str], list[tuple[str, str]]]  # {(voice, kind of question): [(text, language)]}

# How likely somebody says 'mostly' or 'completely'; what is not here lies between. Invented, as a school might find it.
OFTEN, BETWEEN, SELDOM = 0.93, 0.66, 0.2
LIKES = {
    rules.PARENTS: {
        "informal_welcome": OFTEN, "pedagogical_worries": OFTEN, "didactic_belief": OFTEN, "pedagogical_together": 0.85,
        "formal_ideas": SELDOM, "pedagogical_good_news": 0.25, "didactic_tips": 0.3, "formal_others": SELDOM,
        "informal_new": 0.45, "societal_language": 0.4, "formal_council": 0.35,
    },
    rules.SCHOOL: {
        "informal_welcome": OFTEN, "pedagogical_worries": OFTEN, "didactic_belief": OFTEN, "pedagogical_good_news": 0.85,
        "didactic_tips": 0.8, "formal_ideas": 0.3, "societal_language": 0.35, "formal_others": SELDOM, "formal_council": 0.8,
    },
    rules.PUPIL: {},
}  # fmt: skip
MATTERS = {
    "pedagogical_good_news",
    "formal_ideas",
    "didactic_tips",
    "pedagogical_worries",
    "informal_welcome",
    "pedagogical_together",
}
IN_THE_WAY = {
    "time": 0.34,
    "hears_late": 0.3,
    "language": 0.2,
    "whom": 0.18,
    "child_care": 0.15,
    "messages": 0.12,
    "other_parents": 0.1,
}
COLLEAGUES = (  # beside the teachers: of a small team no figures may be shown
    ("Ineke", "de", "Groot", "intern begeleider"), ("Rob", "", "Vermeulen", "conciërge"), ("Nadia", "", "Haddad", "onderwijsassistent"),
    ("Joris", "van", "Leeuwen", "vakleerkracht gym"), ("Elif", "", "Aydın", "leerkracht"), ("Marjan", "", "Post", "administratie"),
    ("Sanne", "", "Kuiper", "leerkracht"), ("Peter", "", "Willems", "leerkracht"), ("Oksana", "", "Bondar", "onderwijsassistent"),
    ("Kim", "", "Jansen", "leerkracht"),
)  # fmt: skip
CHOSEN = (
    ("informal_welcome", PointSort.STRENGTH, "Ouders en team zeggen allebei: ouders zijn hier welkom."),
    ("pedagogical_worries", PointSort.STRENGTH, "Zorgen zijn bij ons makkelijk te zeggen."),
    ("pedagogical_good_news", PointSort.AMBITION, "Ouders horen het ook als het goed gaat; wij denken dat het al gebeurt."),
    ("formal_ideas", PointSort.AMBITION, "We laten horen wat we met ideeën van ouders doen."),
)


def of_last_spring(school: School, *, by: Who, chance: random.Random) -> None:
    """Closed, counted, shared with parents, and four points chosen from it for the plan."""
    today = clock.today()
    opened = dt.date(today.year if today >= dt.date(today.year, MONTH_OF_SPRING, 30) else today.year - 1, MONTH_OF_SPRING, 9)
    with within(school), clock.stopped(clock.at(opened, dt.time(9))):
        for given, prefix, surname, function in COLLEAGUES:
            email = f"{given.lower()}@{school.slug}.example.org"
            StaffMember.objects.create(given_name=given, prefix=prefix, surname=surname, function=function, email=email)
        fielding = _asked("full", "Samen met ouders, voorjaar", ("parents", "school"), SchoolClass.objects.all(), by)
        Fielding.objects.filter(pk=fielding.pk).update(year=SchoolYear.objects.get_or_create(starts_in=opened.year - 1)[0])
        fielding = asking.open_fielding(fielding=fielding, by=by)
    with clock.stopped(clock.at(opened + dt.timedelta(days=10), dt.time(20))):
        _answers(school, fielding, chance, {rules.PARENTS: 82, rules.SCHOOL: 18}, openly=38, words=0.6)
    with within(school), clock.stopped(clock.at(opened + WEEKS, dt.time(17))):
        fielding = asking.close_fielding(fielding=fielding, by=by)
        freezing.share(fielding=fielding, by=by)
        rows = list(Contribution.objects.filter(occasion=fielding.occasion))
        voices.approve(contributions=rows[: len(rows) * 2 // 3], by=by)
        partnerships = {one.key: one.partnership for one in rules.as_content(fielding.version.content).items}
        for key, sort, text in CHOSEN:
            choosing.choose(fielding=fielding, sort=sort, partnership=partnerships[key], text=text, item=key, by=by)


def that_runs(school: School, *, by: Who, chance: random.Random) -> None:
    """Open since six days, with some answers."""
    with within(school), clock.stopped(clock.now() - dt.timedelta(days=6)):
        fielding = _asked("short", "Hoe gaat het tussen ons?", ("parents", "school"), SchoolClass.objects.all(), by)
        fielding = asking.open_fielding(fielding=fielding, by=by)
    with clock.stopped(clock.now() - dt.timedelta(days=1)):
        _answers(school, fielding, chance, {rules.PARENTS: 48, rules.SCHOOL: 9}, openly=14, words=0.4)


def with_pupils(school: School, *, by: Who, chance: random.Random) -> None:
    """Four classes: their parents were told nine days ago, and it is open since three."""
    with within(school):
        with clock.stopped(clock.now() - dt.timedelta(days=9)):
            fielding = _asked("full", "Samen in de onderbouw", rules.VOICES, SchoolClass.objects.all()[:4], by)
            tell_parents(fielding=fielding, by=by)
        with clock.stopped(clock.now() - dt.timedelta(days=3)):
            fielding = asking.open_fielding(fielding=fielding, by=by)
    with clock.stopped(clock.now() - dt.timedelta(days=1)):
        _answers(school, fielding, chance, {rules.PARENTS: 30, rules.SCHOOL: 8, rules.PUPIL: 46}, openly=6, words=0.3)


def _asked(base: str, title: str, asked: Iterable[str], classes: Iterable[SchoolClass], by: Who) -> Fielding:
    return asking.prepare(
        version=instruments.current_version(instruments.ship(base, by=by)),
        title=title,
        voices=tuple(asked),
        classes=list(classes),
        opens_on=clock.today(),
        closes_on=clock.today() + WEEKS,
        by=by,
    )


def _answers(
    school: School, fielding: Fielding, chance: random.Random, counts: dict[str, int], *, openly: int, words: float
) -> None:
    """So many of each voice by their own link, and so many parents by the link or the paper of their class.

    One in seven never answers, and not the first of each language. A few at a time: whoever uses the demo meanwhile does not wait long.
    """
    content, heard = rules.as_content(fielding.version.content), _heard(chance)
    ways: list[tuple[Ticket | AskedClass, str]] = []
    with within(school, write=False):
        for voice, count in counts.items():
            tickets = list(Ticket.objects.filter(fielding=fielding, voice=voice, declined=False).order_by("pk"))
            first = {one.language: one.pk for one in reversed(tickets)}
            tickets = [one for one in tickets if one.pk != first[one.language]]
            chance.shuffle(tickets)
            ways += [(one, voice) for one in tickets[: min(count, len(tickets) - len(tickets) // 7)]]
        classes = list(AskedClass.objects.filter(fielding=fielding))
    ways += [(classes[number % len(classes)], rules.PARENTS) for number in range(openly)]
    for start in range(0, len(ways), AT_ONCE):
        with within(school):
            for way, voice in ways[start : start + AT_ONCE]:
                _answer(fielding, way, _sheet(content, voice, getattr(way, "language", "nl"), chance, words, heard), chance)


def _answer(fielding: Fielding, way: Ticket | AskedClass, sheet: Sheet, chance: random.Random) -> None:
    if isinstance(way, Ticket):
        submit(ticket=way, sheet=sheet)
        return
    on_paper = chance.random() < 0.3
    digest = digest_of(fielding, "paper" if on_paper else "browser", clock.secret_id())
    submit_openly(asked_class=way, voice=sheet.voice, way=Way.PAPER if on_paper else Way.LINK, digest=digest, sheet=sheet)


def _sheet(content: Content, voice: str, language: str, chance: random.Random, words: float, heard: Heard) -> Sheet:
    """What somebody might say: most has its way of falling, somebody knows less, and few write in every box."""
    mild = chance.uniform(-0.12, 0.12)
    now, important = {}, {}
    for item in (*content.items_for(voice), *content.trust_for(voice)):
        if chance.random() < 0.06:
            now[item.key] = rules.DONT_KNOW
        elif chance.random() < LIKES[voice].get(item.key, BETWEEN) + mild:
            now[item.key] = chance.choice((4, 4, 5))
        else:
            now[item.key] = chance.choice((1, 2, 2, 3, 3, 3))
        important[item.key] = chance.choice((4, 5, 5) if item.key in MATTERS else (2, 3, 3, 4, 4, 5))
    barriers = tuple(key for key, share in IN_THE_WAY.items() if chance.random() < share) if voice == rules.PARENTS else ()
    return Sheet(
        voice=voice,
        language=language,
        now=now,
        important=important,
        barriers=barriers,
        words={
            one.key: text
            for one in content.questions_for(voice)
            if chance.random() < words and (text := _words(voice, one.kind, language, heard))
        },
    )


def _heard(chance: random.Random) -> Heard:
    """What parents and the team wrote, by voice and kind of question; each is said once."""
    kinds = {Kind.EXPERIENCE: "goes_well", Kind.WISH: "wish", Kind.EXPECTATION: "wish", Kind.TIP: "tip"}
    found: Heard = {}
    for one in chance.sample(said(), len(said())):
        if one.kind in kinds and (one.kind != Kind.EXPERIENCE or one.theme == "complimenten"):
            found.setdefault((one.voice, kinds[one.kind]), []).append((one.text, one.language))
    return found


def _words(voice: str, kind: str, language: str, heard: Heard) -> str:
    said_so = heard.get((Voice.SCHOOL if voice == rules.SCHOOL else Voice.PARENTS, kind), []) if voice != rules.PUPIL else []
    found = next((one for one in said_so if one[1] in (language, "nl")), None)
    if found is None:
        return ""
    said_so.remove(found)
    return found[0]
