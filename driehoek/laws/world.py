"""Two schools with one of everything, for the laws that walk the whole product.

`make_world()` gives `home` (De Klimboom) and `foreign` (Het Baken). Each side has a secret word planted in every text
it holds, so that an answer can be searched for what does not belong in it. A new model gets a row by itself
(`filling.py`); write it out in `_people` … `_evening` when a screen needs it to be sensible.
"""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from driehoek import clock
from driehoek.access import codes, trail
from driehoek.access.models import AccessCode, Membership, User
from driehoek.access.policy import Role
from driehoek.access.who import PASSES, Who
from driehoek.actions.models import ActionItem, Answer, AnswerKind
from driehoek.conftest import sign_in
from driehoek.invitations.models import Channel, ClassInvitation, Invitation, Occasion, Reply
from driehoek.meetings.models import Attendee, Meeting, MeetingTable, PreparationTask, Seat
from driehoek.meetings.services.plan import Wanted, plan_meeting
from driehoek.people.models import ClassTeacher, Enrolment, Guardian, Guardianship, Household, Pupil, SchoolClass, StaffMember
from driehoek.people.services import look_into, upload
from driehoek.schools.models import School, SchoolRow, SchoolYear
from driehoek.schools.scoping import within
from driehoek.schools.services import open_school
from driehoek.schools.walls import scoped_models
from driehoek.voices.models import Contribution, Kind, MergedTheme, Placement, Source, Standing, Theme, Voice

from .filling import fill, plant
from .path_world import add_path
from .plan_world import add_plan
from .scan_world import add_scan

HOME_WORD, FOREIGN_WORD = "KLIMROOS", "BAKENZEE"
NEIGHBOUR_WORD = "BUURHUIS"  # in what only the other household may know
PARKED_WORD = "APARTGELEGD"  # in what the moderator put aside
CHILDREN_AND_PARENTS = ("Noor", "Aïcha", "Amrani")  # names that nobody from outside may read
EMAIL_DOMAIN = "example.org"


@dataclass
class Side:
    """One school with its things. `rows` is label of model → the row that addresses are made with."""

    school: School
    word: str
    staff: dict[str, Who] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)
    passes: dict[str, list[uuid.UUID]] = field(default_factory=dict)

    def keep(self, row: Any) -> Any:
        self.rows.setdefault(row._meta.label_lower, row)
        return row

    def key_of(self, model_name: str) -> Any:
        """The key of the row of the model with this name, whatever capability it belongs to."""
        found = [row for label, row in self.rows.items() if label.partition(".")[2] == model_name]
        return found[0].pk if len(found) == 1 else None


@dataclass
class World:
    home: Side
    foreign: Side

    def client(self, actor: str) -> Client:
        """A browser of one of `ACTORS`; a crash in a view becomes a 500 with `exc_info`."""
        client = Client(raise_request_exception=False)
        side = self.foreign if actor == "farid" else self.home
        if actor in side.staff:
            sign_in(client, side.staff[actor])
        elif actor in side.passes:
            session = client.session
            session[PASSES] = [str(key) for key in side.passes[actor]]
            session.save()
        return client


ROLES: dict[str, tuple[Role, ...]] = {
    "anne": (Role.ADMINISTRATOR,),
    "dirk": (Role.SCHOOL_LEADER,),
    "tess": (Role.TEAM_LEADER,),
    "carla": (Role.TEACHER,),  # mentor of the class, owner of the task and the action
    "kees": (Role.TEACHER,),  # mentor of nothing
    "thea": (Role.TRAJECTORY_ADVISER,),  # from outside: never sees a name of a pupil, a parent or a giver
    "farid": tuple(Role),  # everything, at the other school
}
GUESTS = ("aicha", "bas", "joined", "scribe", "leader", "class", "teamparent", "teamleft")
ACTORS = ("nobody", *ROLES, *GUESTS)


def make_world() -> World:
    home = _side("klimboom", "De Klimboom", "po", HOME_WORD)
    foreign = _side("baken", "Het Baken", "vo", FOREIGN_WORD)
    return World(home, foreign)


def _side(slug: str, name: str, sector: str, word: str) -> Side:
    school = open_school(name=f"{name} {word}", slug=slug, sector=sector, board="Samen Leren", city="Voorbeeldstad")
    side = Side(school, word)
    with within(school):
        _staff(side)
        _people(side)
        _evening(side)
        _voices(side)
        add_scan(side)
        add_plan(side)
        add_path(side)
        _rest(side)
        trail.link()
        plant(word, keep=(NEIGHBOUR_WORD, PARKED_WORD))
        _reread(side)
    return side


def _rest(side: Side) -> None:
    """One of every model that is not written out above."""
    for model in scoped_models():
        if model._meta.label_lower not in side.rows:
            row = model._default_manager.first()
            side.keep(row if row is not None else fill(model, side.rows))


def _reread(side: Side) -> None:
    for label, row in side.rows.items():
        if isinstance(row, SchoolRow):
            side.rows[label] = type(row)._default_manager.get(pk=row.pk)


def _staff(side: Side) -> None:
    for name, roles in ROLES.items():
        if (name == "farid") != (side.word == FOREIGN_WORD):
            continue
        user = User.objects.create_user(f"{name}@{EMAIL_DOMAIN}", "een lang wachtwoord", name=f"{name.title()} {side.word}")
        for role in roles:
            side.keep(Membership.objects.create(user=user, role=role))
        side.staff[name] = Who("staff", user.pk, user.name, frozenset(roles), (), True)
        side.rows.setdefault("access.user", user)
    first = "carla" if "carla" in side.staff else "farid"
    side.keep(StaffMember.objects.create(user_id=side.staff[first].user_id, given_name="Carla", surname="Vos"))


def _people(side: Side) -> None:
    year = side.keep(SchoolYear.objects.get())
    school_class = side.keep(SchoolClass.objects.create(year=year, name="5", year_level="5", sort_key="05"))
    side.keep(ClassTeacher.objects.create(school_class=school_class, staff=side.rows["people.staffmember"]))
    for position, (child, parent, secret) in enumerate((("Noor", "Aïcha", ""), ("Sem", "Bas", NEIGHBOUR_WORD)), 1):
        home = side.keep(Household.objects.create(street=f"{secret}laan {position}", city="Voorbeeldstad", postcode="1234 AB"))
        pupil = side.keep(Pupil.objects.create(given_name=child, surname=secret or "Amrani", born_on=dt.date(2017, 3, position)))
        side.keep(Enrolment.objects.create(pupil=pupil, school_class=school_class))
        guardian = side.keep(
            Guardian.objects.create(
                household=home, given_name=parent, surname=secret or "Amrani", email=f"{secret or 'aicha'}@{EMAIL_DOMAIN}".lower()
            )
        )
        side.keep(Guardianship.objects.create(guardian=guardian, pupil=pupil, position=position))
    row = side.keep(upload(files=[("lijst.csv", _roster(side.word))], by=next(iter(side.staff.values()))))
    look_into(upload=row, by=next(iter(side.staff.values())))


def _roster(word: str) -> bytes:
    head = "Voornaam;Achternaam;Groep;Voornaam ouder 1;Achternaam ouder 1;E-mail ouder 1"
    return f"{head}\nLot;{word};5;Mia;{word};mia@{EMAIL_DOMAIN}\n".encode()


def _evening(side: Side) -> None:
    by = next(iter(side.staff.values()))
    day = clock.today() + dt.timedelta(days=10)
    wanted = Wanted(
        key=clock.new_id(), template="parents_meeting", title="Ouderavond", day=day, time=dt.time(19, 30), place="De aula",
        tables=2, interpreter=True, childcare=True, reply_by=day - dt.timedelta(days=3),
    )  # fmt: skip
    meeting = side.keep(plan_meeting(by=by, wanted=wanted).meeting)
    occasion = side.keep(Occasion.objects.get(pk=wanted.key))
    table = side.keep(MeetingTable.objects.order_by("number").first())
    teacher = side.rows["people.staffmember"]
    task = side.keep(PreparationTask.objects.order_by("pk").first())
    PreparationTask.objects.filter(pk=task.pk).update(owner=teacher)
    side.keep(ActionItem.objects.create(title="Ouders bellen", owner=teacher, due_on=day))
    asked = side.keep(
        ClassInvitation.objects.create(
            occasion=occasion,
            school_class=side.rows["people.schoolclass"],
            sender=teacher,
            approved_at=clock.now(),
            sent_at=clock.now(),
        )
    )
    for number, home in enumerate(Household.objects.order_by("pk")):
        secret = NEIGHBOUR_WORD if number else ""
        invitation = side.keep(
            Invitation.objects.create(
                occasion=occasion, class_invitation=asked, household=home, channel=Channel.MAIL, sent_at=clock.now()
            )
        )
        side.keep(
            Reply.objects.create(invitation=invitation, coming=2, interpreter=secret or "ar", childcare=1, other_need=secret)
        )
        guest = side.keep(
            Attendee.objects.create(meeting=meeting, invitation=invitation, name=secret or "Aïcha", voice=Voice.PARENTS)
        )
        side.keep(Seat.objects.create(attendee=guest, table=table))
        made = codes.issue("reply", invitation.pk, occasion.ends_at, kinds=("link", "printed"))
        own = codes.issue("own", home.guardians.get().pk, occasion.ends_at)
        side.passes["bas" if number else "aicha"] = [made[0].pk, own[0].pk]
    side.passes["class"] = [codes.issue("class", asked.pk, occasion.ends_at, kinds=("link", "printed"))[0].pk]
    _passes(side, meeting, table)


def _passes(side: Side, meeting: Meeting, table: MeetingTable) -> None:
    for actor, purpose, about in (("joined", "join", meeting.pk), ("scribe", "scribe", table.pk), ("leader", "lead", meeting.pk)):
        code = AccessCode.objects.filter(school=side.school, purpose=f"{purpose}:link", about=about).first()
        if code is None:
            raise AssertionError(f"plan_meeting issued no code of purpose {purpose!r}: laws/world.py counts on it")
        side.passes[actor] = [code.pk]


def _voices(side: Side) -> None:
    occasion, day = side.rows["invitations.occasion"], clock.today() + dt.timedelta(days=20)
    answer = side.keep(
        Answer.objects.create(kind=AnswerKind.WE_DO, text="Dat doen we.", news_on=day, action=side.rows["actions.actionitem"])
    )
    theme = side.keep(Theme.objects.create(occasion=occasion, title="Huiswerk", answer=answer))
    said = {"occasion": occasion, "kind": Kind.TIP, "voice": Voice.PARENTS, "source": Source.PHONE}
    first = side.keep(Contribution.objects.create(**said, text="Meer bellen", standing=Standing.APPROVED, theme=theme))
    Contribution.objects.create(**said, text="Nog niet bekeken", standing=Standing.WAITING)
    Contribution.objects.create(**said, text=f"{PARKED_WORD} geval", standing=Standing.PARKED)
    Contribution.objects.create(
        **said, text="Vaker bellen", standing=Standing.APPROVED, theme=theme, giver_name=NEIGHBOUR_WORD
    )  # said openly, which is for the school alone
    side.keep(MergedTheme.objects.create(occasion=occasion, into=theme, theme_key=clock.secret_id(), title="Leren thuis"))
    side.keep(Placement.objects.create(contribution=first, after=theme, placed_by_id=next(iter(side.staff.values())).user_id))
