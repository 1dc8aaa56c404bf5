"""A role in a file is a proposal: somebody says yes or no, once."""

from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from driehoek.access.models import Membership, User
from driehoek.access.policy import Role
from driehoek.access.who import Who
from driehoek.conftest import make_staff, sign_in
from driehoek.people.models import RoleProposal, StaffMember
from driehoek.people.queries.proposals import waiting_proposals
from driehoek.people.roster.tests.makers import edexml
from driehoek.people.services import import_files, undo
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]
GROUP = '<groep key="g"><naam>5A</naam><jaargroep>5</jaargroep></groep>'
PUPIL = '<leerling key="1"><achternaam>Amrani</achternaam><roepnaam>Noor</roepnaam><groep key="g"/></leerling>'


def colleague(key: str, name: str, role: str) -> str:
    return (
        f'<leerkracht key="{key}"><achternaam>{name}</achternaam><roepnaam>Kim</roepnaam>'
        f"<emailadres>{key}@example.org</emailadres><rol>{role}</rol></leerkracht>"
    )


def files(*staff: str) -> list[tuple[str, bytes]]:
    return [("a.xml", edexml(PUPIL, GROUP, "".join(staff)))]


SCHOOL = files(
    colleague("m1", "Visser", "DIR"),
    colleague("m2", "Smit", "LRK"),
    colleague("m3", "Ouder", "OUD"),
    colleague("m4", "Zorg", "IB"),
)


def proposed() -> set[tuple[str, str, Any]]:
    return {(row.staff.surname, row.role, row.said_yes) for row in RoleProposal.objects.select_related("staff")}


@pytest.mark.database
def test_a_file_proposes_leaders_and_teachers_and_nobody_else(school: School, anne: Who) -> None:
    with within(school):
        import_files(files=SCHOOL, by=anne)
        import_files(files=SCHOOL, by=anne)

        assert proposed() == {("Visser", "school_leader", None), ("Smit", "teacher", None)}
        assert not Membership.objects.exclude(user_id=anne.user_id).exists()


def test_who_has_the_role_is_not_asked_about(school: School, anne: Who) -> None:
    carla = make_staff(school, "Carla", Role.TEACHER)
    with within(school):
        StaffMember.objects.create(given_name="Kim", surname="Smit", email="m2@example.org", user_id=carla.user_id)

        import_files(files=SCHOOL, by=anne)

        assert proposed() == {("Visser", "school_leader", None)}


@pytest.mark.database
def test_no_is_remembered_and_can_be_taken_back(client: Client, school: School, anne: Who) -> None:
    with within(school):
        import_files(files=SCHOOL, by=anne)
        key = RoleProposal.objects.get(role="school_leader").pk
    sign_in(client, anne)

    answer = client.post(reverse("proposal_no", args=[school.slug, key]), follow=True)

    page = unescape(answer.content.decode())
    assert "we stellen dit niet meer voor" in page
    assert reverse("proposal_ask_again", args=[school.slug, key]) in page
    with within(school):
        import_files(files=SCHOOL, by=anne)
        assert proposed() == {("Visser", "school_leader", False), ("Smit", "teacher", None)}
    client.post(reverse("proposal_ask_again", args=[school.slug, key]))
    with within(school):
        assert RoleProposal.objects.get(pk=key).said_yes is None


@pytest.mark.database
def test_yes_gives_the_role_to_who_has_an_account(client: Client, school: School, anne: Who) -> None:
    carla = make_staff(school, "Carla", Role.TEACHER)
    with within(school):
        StaffMember.objects.create(given_name="Kim", surname="Visser", email="m1@example.org", user_id=carla.user_id)
        import_files(files=SCHOOL, by=anne)
        key = RoleProposal.objects.get(role="school_leader").pk
    sign_in(client, anne)
    assert "Rollen die het bestand voorstelt" in unescape(client.get(reverse("accounts", args=[school.slug])).content.decode())

    for _again in range(2):
        client.post(reverse("proposal_yes", args=[school.slug, key]))

    with within(school):
        roles = Membership.objects.filter(user_id=carla.user_id).values_list("role", flat=True)
        assert sorted(roles) == ["school_leader", "teacher"]
        assert RoleProposal.objects.get(pk=key).said_yes


def test_yes_without_an_account_opens_the_form_filled_in(client: Client, school: School, anne: Who) -> None:
    with within(school):
        import_files(files=SCHOOL, by=anne)
        row = RoleProposal.objects.get(role="school_leader")
    sign_in(client, anne)

    answer = client.post(reverse("proposal_yes", args=[school.slug, row.pk]), follow=True)

    page = unescape(answer.content.decode())
    assert answer.redirect_chain[-1][0].endswith(f"?collega={row.staff_id}&rol=school_leader")
    assert 'value="m1@example.org"' in page
    sent = {"staff": str(row.staff_id), "email": "m1@example.org", "roles": ["school_leader"]}
    assert client.post(reverse("account_give", args=[school.slug]), sent).status_code == 302
    with within(school):
        row.refresh_from_db()
        assert (row.said_yes, User.objects.filter(email="m1@example.org").exists()) == (True, True)
        assert [line.name for line in waiting_proposals()] == ["Kim Smit"]


def test_undo_takes_open_proposals_along_and_keeps_who_was_decided_about(school: School, anne: Who) -> None:
    with within(school):
        done = import_files(files=SCHOOL, by=anne)
        RoleProposal.objects.filter(role="school_leader").update(said_yes=False)

        kept = undo(done=done, by=anne)

        assert kept["staff"] == 1
        assert proposed() == {("Visser", "school_leader", False)}
