"""Makes the demo's board, schools, people and evenings, with the verbs that a real school uses."""

import datetime as dt
import random
from collections.abc import Iterable
from functools import cache

from django.contrib.auth.hashers import make_password

from driehoek import clock
from driehoek.access.models import User
from driehoek.access.policy import Role
from driehoek.access.services import account, give_role
from driehoek.access.who import WORKER, Who
from driehoek.people.models import ClassTeacher, Guardian, SchoolClass, StaffMember
from driehoek.people.roster.sample_files import make_edexml, make_parents_sheet
from driehoek.people.services import apply, upload
from driehoek.schools.models import School
from driehoek.schools.scoping import within
from driehoek.schools.services import open_school

from .cast import BOARD, CAST, PASSWORD, SCHOOLS, CastMember
from .evenings import coming_evening, past_evening, tonight
from .planning import plan
from .scanning import of_last_spring, that_runs, with_pupils
from .sessions import team_scan, vision
from .trajectory import trajectory

FROM_UKRAINE = "Kvitkova"  # a family name of the invented roster
SIZES = {"klimboom": (8, 180), "baken": (10, 260)}


def sow(
    *, schools: Iterable[str] = tuple(SCHOOLS), pupils: dict[str, tuple[int, int]] | None = None, evenings: bool = True
) -> None:
    """The demo, or some `schools` of it. `pupils` overrides (classes, pupils) per school, for tests and benches."""
    sizes = {**SIZES, **(pupils or {})}
    for slug in schools:
        name, sector = SCHOOLS[slug]
        school = open_school(
            name=name,
            slug=slug,
            sector=sector,
            board=BOARD,
            city="Voorbeeldstad",
            region="Midden",
            brin="99XA" if sector == "po" else "99XB",
            street_address="Voorbeeldplein 1",
            postcode="0100 AA",
            reply_to=f"school@{slug}.example.org",
        )
        people = hire(school)
        fill(school, *sizes[slug], by=people[Role.ADMINISTRATOR])
        if evenings:
            hold(school, people)


def hire(school: School) -> dict[Role, Who]:
    """Accounts for the cast of a school; one of them a role."""
    found: dict[Role, Who] = {}
    with within(school):
        for member in CAST:
            if member.school == school.slug:
                user = account(email=member.email, name=member.name)
                User.objects.filter(pk=user.pk).update(password=_hashed())
                for role in member.roles:
                    give_role(user=user, role=role, by=WORKER)
                    found.setdefault(role, Who("staff", user.pk, member.name, frozenset(member.roles), (), True))
    return found


@cache
def _hashed() -> str:
    """The cast shares one password, so it is hashed (slowly, as it should be) once."""
    return make_password(PASSWORD)


def fill(school: School, classes: int, pupils: int, *, by: Who) -> None:
    """Read the roster from files as an administration exports them, and tie the cast to it."""
    year = clock.today().year if clock.today().month >= 8 else clock.today().year - 1
    shape = {"sector": school.sector, "classes": classes, "pupils": pupils, "seed": 7, "first_year": year}
    files = [
        (f"edex-{school.brin.lower()}.xml", make_edexml("2.1", **shape)),
        ("ouders.csv", make_parents_sheet("csv", **shape)),
    ]
    with within(school):
        apply(upload=upload(files=files, by=by), by=by)
        Guardian.objects.filter(surname=FROM_UKRAINE).update(contact_language="uk")  # an administration says English of them
        for member in CAST:
            if member.school == school.slug:
                _employ(member)


def _employ(member: CastMember) -> None:
    """The cast works here: a member of staff with the account, and the mentor of a class where it says so."""
    given, _, rest = member.name.partition(" ")
    prefix, _, surname = rest.rpartition(" ")
    user = User.objects.get(email=member.email)
    staff = StaffMember.objects.create(
        given_name=given,
        prefix=prefix,
        surname=surname,
        email=member.email,
        user=user,
        function=str(member.what).partition(":")[0],
    )
    if member.teaches:
        school_class = SchoolClass.objects.filter(name=member.teaches).first() or SchoolClass.objects.all()[0]
        ClassTeacher.objects.filter(school_class=school_class).update(is_mentor=False)
        ClassTeacher.objects.create(school_class=school_class, staff=staff, is_mentor=True)


def hold(school: School, people: dict[Role, Who]) -> None:
    """Evenings in every stage: one that was held, one that comes, and (vo) one tonight."""
    leader = people[Role.SCHOOL_LEADER]
    chance = random.Random(school.slug)  # invented people
    if school.slug == "klimboom":
        past_evening(school, day=_school_day(-23), by=leader, chance=chance)
        coming_evening(school, day=_school_day(12), by=leader, chance=chance)
    else:
        tonight(school, day=clock.today(), by=leader, chance=chance)


def scan(slug: str) -> None:
    """What came of asking parents and the team, what is asked now, and two sessions that were held."""
    school = School.objects.get(slug=slug)
    leader, chance = _leader(school), random.Random(f"scan {slug}")
    if slug == "klimboom":
        of_last_spring(school, by=leader, chance=chance)
        team_scan(school, day=_school_day(-40), by=leader, chance=chance)
        vision(school, day=_school_day(-33), by=leader)
        that_runs(school, by=leader, chance=chance)
        plan(school, day=_school_day(-14), by=leader)
        trajectory(school, by=leader)
    else:
        with_pupils(school, by=leader, chance=chance)


def _leader(school: School) -> Who:
    member = next(one for one in CAST if one.school == school.slug and Role.SCHOOL_LEADER in one.roles)
    user = User.objects.get(email=member.email)
    return Who("staff", user.pk, member.name, frozenset(member.roles), (), True)


def _school_day(days: int) -> dt.date:
    """A day about so far from now that is no weekend and no Friday."""
    day = clock.today() + dt.timedelta(days=days)
    while day.weekday() >= 4:
        day += dt.timedelta(days=1)
    return day
