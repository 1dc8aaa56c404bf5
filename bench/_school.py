"""A large fictional school, made quickly. Called inside a process in which Django is set up, on an empty database."""

import datetime as dt
from typing import Any

GIVEN = "Aïcha Bas Noor Sem Yara Daan Fatima Lotte Omar Eva Jesse Amina Teun Zoë Ravi Mees Sofie Ilyas Fleur Kofi".split()
SURNAMES = "Amrani Bakker Cohen Dijkstra Evers Faber Groot Haddad Idrissi Jansen Kaya Li Mulder Nowak Oz Post Quist Ruiz Smit Tuin".split()
LANGUAGES = ("nl", "nl", "nl", "en", "ar")
PER_CLASS = 28


def big_school(families: int) -> Any:
    """A po school with so many households, one guardian and one pupil each, in classes of 28 with a mentor."""
    from driehoek.access.models import Membership, User
    from driehoek.access.policy import Role
    from driehoek.people.models import ClassTeacher, Enrolment, Guardian, Guardianship, Household, Pupil, SchoolClass, StaffMember
    from driehoek.schools.models import SchoolYear
    from driehoek.schools.scoping import within
    from driehoek.schools.services import open_school

    school = open_school(name="De Grote Klimboom", slug="groot", sector="po", board="Samen Leren", city="Voorbeeldstad")
    dirk = User.objects.create_user("dirk@example.org", "een lang wachtwoord", name="Dirk")
    with within(school):
        for role in (Role.SCHOOL_LEADER, Role.ADMINISTRATOR):
            Membership.objects.create(user=dirk, role=role)
        year = SchoolYear.objects.get()
        classes, mentors, ties = [], [], []
        for number in range(-(-families // PER_CLASS)):
            classes.append(
                SchoolClass(
                    year=year, name=f"{number % 8 + 1}{chr(97 + number // 8)}", sort_key=f"{number % 8 + 1:02}{number // 8:02}"
                )
            )
            mentors.append(StaffMember(given_name="Carla", surname=f"Vos {number}", email=f"mentor{number}@example.org"))
            ties.append(ClassTeacher(school_class=classes[-1], staff=mentors[-1]))
        homes, pupils, guardians, enrolments, bonds = [], [], [], [], []
        for number in range(families):
            surname = SURNAMES[number % 20]
            homes.append(Household(street=f"Laan {number}", postcode="1234 AB", city="Voorbeeldstad", match_key=f"h{number}"))
            pupils.append(
                Pupil(
                    given_name=GIVEN[number // 20 % 20],
                    surname=surname,
                    key=f"p{number}",
                    born_on=dt.date(2016, 1 + number % 12, 1),
                )
            )
            guardians.append(
                Guardian(household=homes[-1], given_name=GIVEN[number % 20], surname=surname, email=f"ouder{number}@example.org",
                         contact_language=LANGUAGES[number % 5])
            )  # fmt: skip
            enrolments.append(Enrolment(pupil=pupils[-1], school_class=classes[number // PER_CLASS]))
            bonds.append(Guardianship(guardian=guardians[-1], pupil=pupils[-1]))
        for rows in (classes, mentors, ties, homes, pupils, guardians, enrolments, bonds):
            for row in rows:
                if hasattr(row, "fill_keys"):
                    row.fill_keys()
            type(rows[0]).objects.bulk_create(rows, batch_size=500)
    return school, dirk


def evening(by: Any, days: int = 14) -> Any:
    """A meeting of the open school, from the template; gives the meeting."""
    from driehoek import clock
    from driehoek.meetings.services.plan import Wanted, plan_meeting

    day = clock.today() + dt.timedelta(days=days)
    wanted = Wanted(
        key=clock.new_id(), template="parents_meeting", title="Ouderavond", day=day, time=dt.time(19, 30), place="De aula", tables=6,
        interpreter=True, childcare=True, reply_by=day,
    )  # fmt: skip
    return plan_meeting(by=by, wanted=wanted).meeting
