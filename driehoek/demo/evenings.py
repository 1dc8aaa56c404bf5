"""Three evenings, each in another stage, made with the verbs of meetings, invitations and voices."""

import csv
import datetime as dt
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from driehoek import clock
from driehoek.access.who import WORKER, Who
from driehoek.actions.models import AnswerKind
from driehoek.invitations import services as inviting
from driehoek.invitations.models import ClassInvitation, Invitation
from driehoek.meetings import services as meeting_verbs
from driehoek.meetings.models import Attendee, Meeting, MeetingState
from driehoek.meetings.services import live, report
from driehoek.people.models import StaffMember
from driehoek.schools.calendar import school_calendar
from driehoek.schools.models import School
from driehoek.schools.scoping import within
from driehoek.voices import services as voices
from driehoek.voices.models import Contribution, Kind, Poll, PollSort, Source, Standing, Statement, Theme, Voice
from driehoek.voices.services import polling, reacting, stating

WORDS = Path(__file__).parent / "data" / "contributions.csv"
KINDS = {
    "ervaring": Kind.EXPERIENCE,
    "gaat goed": Kind.GOES_WELL,
    "moeilijk": Kind.DIFFICULT,
    "behoefte": Kind.NEED,
    "wens": Kind.WISH,
    "verwachting": Kind.EXPECTATION,
    "tip": Kind.TIP,
    "aanbod": Kind.OFFER,
    "vraag": Kind.QUESTION,
}
THEMES = {
    "huiswerk": "Huiswerk en leren thuis",
    "veiligheid": "Je veilig voelen op school",
    "bereikbaarheid": "Elkaar bereiken",
    "complimenten": "Ook goed nieuws horen",
    "startgesprek": "Een goed begin van het jaar",
    "inspraak": "Meepraten en meebeslissen",
    "taal": "Elkaar verstaan",
    "vertrouwen": "Vertrouwen",
}
ANSWERS = {
    "complimenten": (AnswerKind.WE_DO, "Elke week bellen of schrijven we twee gezinnen om iets leuks te vertellen."),
    "bereikbaarheid": (AnswerKind.WE_DO, "Bij elke deur komt een bordje: wie u kunt bellen, en wanneer."),
    "huiswerk": (AnswerKind.LATER, "We zoeken met ouders uit hoeveel huiswerk goed is. Over twee maanden hoort u meer."),
    "taal": (AnswerKind.WE_DO, "Bij elk gesprek vragen we vooraf of een tolk fijn is. De school regelt en betaalt hem."),
    "inspraak": (AnswerKind.HEARD, "We hebben het gehoord. De MR bespreekt het in de volgende vergadering."),
    "startgesprek": (AnswerKind.WE_DONT, "Twee startgesprekken per jaar lukt niet: er is geen tijd voor. Bellen mag altijd."),
}


@dataclass(frozen=True)
class Said:
    text: str
    kind: Kind
    voice: Voice
    language: str
    theme: str


@cache
def said() -> tuple[Said, ...]:
    """Realistic contributions, sorted by people into themes."""
    with WORDS.open(encoding="utf-8", newline="") as file:
        return tuple(
            Said(
                row["tekst"],
                KINDS.get(row["soort"], Kind.EXPERIENCE),
                Voice.PARENTS if row["rol"] == "ouder" else Voice.SCHOOL,
                row["taal"] if row["taal"] in dict(settings.LANGUAGES) else "nl",
                row["thema"],
            )
            for row in csv.DictReader(file)
        )


def _plan(day: dt.date, title: str, by: Who) -> Meeting:
    wanted = meeting_verbs.Wanted(
        key=clock.new_id(),
        template="parents_meeting",
        title=title,
        day=day,
        time=dt.time(19, 0),
        place="de aula",
        tables=6,
        interpreter=True,
        childcare=True,
        reply_by=day - dt.timedelta(days=3),
    )
    meeting = meeting_verbs.plan_meeting(by=by, wanted=wanted).meeting
    return Meeting.objects.select_related("occasion").get(pk=meeting.pk)


def _invite(meeting: Meeting, by: Who, *, all_but: int = 0) -> None:
    occasion = meeting.occasion
    inviting.prepare_class_invitations(occasion=occasion, by=by)
    rows = list(ClassInvitation.objects.filter(occasion=occasion).select_related("sender").order_by("school_class__sort_key"))
    rows.sort(key=lambda row: row.sender is not None and row.sender.user_id is not None)  # the cast's own class comes last
    for row in rows[: len(rows) - all_but]:
        inviting.approve(class_invitation=row, by=by)
    inviting.send(occasion=occasion, by=by)


def _answer(meeting: Meeting, chance: random.Random, share: float) -> None:
    """Some come alone, some with two, some cannot and say something instead."""
    sent = Invitation.objects.filter(occasion=meeting.occasion, sent_at__isnull=False).select_related("occasion").order_by("pk")
    words = [one for one in said() if one.voice == Voice.PARENTS]
    for invitation in sent:
        if chance.random() > share:
            continue
        coming = chance.choices([0, 1, 2], [25, 50, 25])[0]
        given = inviting.Given(
            coming=coming,
            interpreter=invitation.language if coming and invitation.language == "ar" and chance.random() < 0.7 else "",
            childcare=chance.choice([0, 0, 0, 1, 2]) if coming else 0,
            words=chance.choice(words).text if coming == 0 and chance.random() < 0.5 else "",
        )
        inviting.reply(invitation=invitation, given=given, by=WORKER)


def _seat(meeting: Meeting, by: Who, staff: int) -> None:
    meeting_verbs.gather(by=by, meeting=meeting)
    meeting_verbs.choose_staff(by=by, meeting=meeting, staff=list(StaffMember.objects.all()[:staff]))
    meeting_verbs.divide(by=by, meeting=meeting, couples="apart", tables=meeting.table_count)


def _speak(meeting: Meeting, chance: random.Random, count: int) -> list[tuple[Contribution, str]]:
    chosen = chance.sample(said(), count)
    return [
        (
            voices.contribute(
                occasion=meeting.occasion,
                key=clock.secret_id(),
                kind=one.kind,
                voice=one.voice,
                source=chance.choice([Source.PHONE, Source.PHONE, Source.SCRIBE]),
                text=one.text,
                language=one.language,
                table_number=chance.randint(1, meeting.table_count),
            ),
            one.theme,
        )
        for one in chosen
    ]


def past_evening(school: School, *, day: dt.date, by: Who, chance: random.Random) -> None:
    """Held three weeks ago: harvested, answered, reported."""
    evening = clock.at(day, dt.time(19, 0))
    with within(school):
        with clock.stopped(evening - dt.timedelta(days=35)):
            meeting = _plan(day, "Samen wijzer over huiswerk", by)
            _invite(meeting, by)
        with clock.stopped(evening - dt.timedelta(days=10)):
            _answer(meeting, chance, 0.55)
            _seat(meeting, by, 8)
        with clock.stopped(evening):
            live.issue_live_codes(meeting=meeting, by=by)
            live.start_evening(meeting=meeting, by=by)
            for attendee in Attendee.objects.filter(meeting=meeting):
                if chance.random() < 0.85:
                    meeting_verbs.check_in(by=by, attendee=attendee)
            spoken = _speak(meeting, chance, 70)
            voices.approve(contributions=list(Contribution.objects.filter(occasion=meeting.occasion)), by=by)
            _react(_round(meeting, school, by), chance, by)
            live.close_evening(meeting=meeting, by=by)
        with clock.stopped(evening + dt.timedelta(days=2)):
            _harvest(meeting, spoken, by)
            report.publish_report(meeting=meeting, by=by)


def _round(meeting: Meeting, school: School, by: Who) -> Poll:
    """Four statements of the library, still shut."""
    poll = polling.make_poll(occasion=meeting.occasion, sort=PollSort.STATEMENTS, title="Huiswerk: wat vind jij?", by=by)
    keys = [one.key for one in stating.offered(poll)][:4]
    stating.add_from_library(poll=poll, keys=keys, sector=school.sector, by=by)
    return poll


def _react(poll: Poll, chance: random.Random, by: Who) -> None:
    """Parents and colleagues react, each with a leaning of their own; then everybody may see it."""
    polling.turn(poll=poll, verb="open", by=by)
    leaning = {Voice.PARENTS.value: (9, 2, 8, 5), Voice.SCHOOL.value: (9, 8, 2, 5)}
    for voice, count in ((Voice.PARENTS.value, 26), (Voice.SCHOOL.value, 10)):
        for number in range(count):
            voter = reacting.voter_of(poll.occasion_id, "hall", f"{voice}{number}")
            for row, agrees in zip(Statement.objects.filter(poll=poll), leaning[voice], strict=False):
                value = 1 if chance.random() < agrees / 10 else chance.choice((-1, -1, 0))
                reacting.react(statement=row, voter=voter, voice=voice, value=value)
    polling.turn(poll=poll, verb="close", by=by)
    polling.turn(poll=poll, verb="show", by=by)


def _harvest(meeting: Meeting, spoken: list[tuple[Contribution, str]], by: Who) -> None:
    themes = {key: voices.make_theme(occasion=meeting.occasion, title=title, by=by) for key, title in THEMES.items()}
    for contribution, key in spoken:
        if key in themes:
            voices.place(contribution=contribution, theme=themes[key], by=by)
    owners = list(StaffMember.objects.all()[:4])
    for number, (key, (kind, text)) in enumerate(ANSWERS.items()):
        does = kind == AnswerKind.WE_DO
        voices.answer_theme(
            theme=themes[key],
            kind=kind,
            text=text,
            news_on=school_calendar().later(clock.today() + dt.timedelta(days=60)) if kind == AnswerKind.LATER else None,
            action_title=text if does else "",
            action_owner=owners[number % len(owners)] if does and owners else None,
            action_due_on=clock.today() + dt.timedelta(days=45) if does else None,
            by=by,
        )


def coming_evening(school: School, *, day: dt.date, by: Who, chance: random.Random) -> None:
    """Invitations are out since two weeks; two mentors still have to say yes."""
    with within(school):
        with clock.stopped(clock.at(day, dt.time(12)) - dt.timedelta(days=26)):
            meeting = _plan(day, "Praten over school en thuis", by)
            _invite(meeting, by, all_but=2)
        with clock.stopped(clock.now() - dt.timedelta(days=2)):
            _answer(meeting, chance, 0.5)


def tonight(school: School, *, day: dt.date, by: Who, chance: random.Random) -> None:
    """Everything is ready; the discussion leader can start."""
    with within(school):
        with clock.stopped(clock.at(day, dt.time(12)) - dt.timedelta(days=28)):
            meeting = _plan(day, "Ouders en mentoren in gesprek", by)
            _invite(meeting, by)
        with clock.stopped(clock.now() - dt.timedelta(days=3)):
            _answer(meeting, chance, 0.4)
            _seat(meeting, by, 10)
        live.issue_live_codes(meeting=meeting, by=by)
        Meeting.objects.filter(pk=meeting.pk, state=MeetingState.DRAFT).update(state=MeetingState.READY)
        _round(meeting, school, by)
        words = Contribution.objects.filter(occasion=meeting.occasion, standing=Standing.WAITING)
        voices.approve(contributions=list(words[:6]), by=by)
        for theme in ("huiswerk", "vertrouwen"):
            if not Theme.objects.filter(occasion=meeting.occasion, title=THEMES[theme]).exists():
                voices.make_theme(occasion=meeting.occasion, title=THEMES[theme], by=by)
