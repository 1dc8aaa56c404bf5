"""Colleagues: a role for a time, leaving school, a lost second factor, and what somebody may in words."""

import datetime as dt
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from driehoek import clock
from driehoek.access.errors import RuleBroken
from driehoek.access.gate import may
from driehoek.access.models import Membership, TrailRow, User
from driehoek.access.policy import TABLE, Action, Role
from driehoek.access.who import Who
from driehoek.actions.models import ActionItem
from driehoek.conftest import make_staff, sign_in
from driehoek.outbox.letters import make
from driehoek.outbox.models import Message
from driehoek.people.models import ClassTeacher, StaffMember
from driehoek.people.rights import ACTS, OF_GUESTS, rights_of
from driehoek.people.services.factors import reset_factor
from driehoek.people.services.leaving import leave_school
from driehoek.running import new_school
from driehoek.running import reset_factor as command
from driehoek.schools.models import School
from driehoek.schools.scoping import within

from .makers import make_class, make_mentor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


def address(name: str, school: School, *more: Any) -> str:
    return reverse(name, args=[school.slug, *more])


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def employed(school: School, who: Who) -> StaffMember:
    with within(school):
        made: StaffMember = StaffMember.objects.create(
            user_id=who.user_id, given_name=who.name, surname="Jansen", email=f"{who.name.lower()}@example.org"
        )
    return made


@pytest.mark.database
def test_a_substitute_gets_account_role_and_class_for_a_fortnight(client: Client, school: School, anne: Who) -> None:
    with within(school):
        group = make_class("Groep 5")
    sign_in(client, anne)
    typed = {
        "name": "Iris Inval", "email": "iris@example.org", "roles": ["teacher"], "teaches": str(group.pk),
        "since": "2026-11-24", "until": "2026-12-04",
    }  # fmt: skip
    assert client.post(address("account_give", school), typed).status_code == 302
    assert "24 november tot en met 4 december 2026" in text(client.get(address("accounts", school)))
    with within(school):
        user = User.objects.get(email="iris@example.org")
        iris = Who("staff", user.pk, "Iris", frozenset({Role.TEACHER}))
        mail = make(Message.objects.get())
        seen = []
        for day in (dt.date(2026, 11, 23), dt.date(2026, 11, 24), dt.date(2026, 12, 4), dt.date(2026, 12, 5)):
            with clock.stopped(clock.at(day, dt.time(12))):
                seen.append(may(iris, Action.MATCH_REPLIES, group))
    assert seen == [False, True, True, False]
    assert mail is not None and "(van 24 november 2026 tot en met 4 december 2026)" in mail.text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"since": "2026-12-04", "until": "2026-11-30"}, "Deze dag ligt voor de eerste dag"),
        ({"until": "2026-11-01"}, "Deze dag ligt voor de eerste dag"),
        ({"roles": ["team_leader"], "teaches": "class"}, "Kies dan ook de rol leraar."),
    ],
)
def test_what_does_not_fit_is_said_at_the_field(client: Client, school: School, anne: Who, wrong: Any, words: str) -> None:
    with within(school):
        group = make_class("Groep 5")
    sign_in(client, anne)
    typed = {"name": "Iris Inval", "email": "iris@example.org", "roles": ["teacher"], **wrong}
    if "teaches" in wrong:
        typed["teaches"] = str(group.pk)
    answer = client.post(address("account_give", school), typed)
    assert answer.status_code == 422 and words in text(answer) and "Iris Inval" in text(answer)
    assert not User.objects.filter(email="iris@example.org").exists()


@pytest.mark.database
def test_a_second_time_with_days_between_is_refused_at_the_field_and_changes_nothing(
    client: Client, school: School, anne: Who
) -> None:
    with within(school):
        group = make_class("Groep 5")
    sign_in(client, anne)
    typed = {
        "name": "Iris Inval", "email": "iris@example.org", "roles": ["teacher"], "teaches": str(group.pk),
        "since": "2026-11-24", "until": "2026-12-04",
    }  # fmt: skip
    client.post(address("account_give", school), typed)
    again = client.post(
        address("account_give", school),
        typed | {"roles": ["team_leader", "teacher"], "since": "2027-03-01", "until": "2027-03-12"},
    )
    assert again.status_code == 422 and "van 24 november 2026 tot en met 4 december 2026" in text(again)
    assert "2027-03-12" in text(again)
    with within(school):
        assert [(row.role, row.until) for row in Membership.objects.filter(user__email="iris@example.org")] == [
            ("teacher", dt.date(2026, 12, 4))
        ]
        assert ClassTeacher.objects.get().until == dt.date(2026, 12, 4)


@pytest.mark.database
def test_who_is_away_from_school_is_out_at_once_and_history_stays(client: Client, school: School, anne: Who, carla: Who) -> None:
    with within(school):
        group = make_class("Groep 5", mentor=carla)
        staff = StaffMember.objects.get()
        action = ActionItem.objects.create(title="Ouders bellen", owner=staff, due_on=dt.date(2026, 12, 1))
    sign_in(client, carla)
    assert client.get(address("start", school)).status_code == 200
    sessions = Session.objects.count()
    other = Client()
    sign_in(other, anne)
    asked = text(other.get(address("colleague_leave", school, staff.pk)))
    assert "Ouders bellen" in asked and address("action", school, action.pk) in asked
    for _press in range(2):
        assert other.post(address("colleague_leave", school, staff.pk)).status_code == 302
    assert Session.objects.count() == sessions  # hers went, that of Anne came
    assert client.get(address("start", school)).status_code == 302
    sign_in(client, carla)
    assert client.get(address("start", school)).status_code == 404
    with within(school):
        staff.refresh_from_db()
        assert staff.left_on == clock.today()
        assert not may(carla, Action.MATCH_REPLIES, group)
        assert ClassTeacher.objects.get().until == clock.today() - dt.timedelta(days=1)
        assert ActionItem.objects.get().owner == staff
        assert TrailRow.objects.filter(act="leave-school", object_id=staff.pk).exists()
    shown = text(other.get(address("colleague", school, staff.pk)))
    assert "Weg van school sinds 23 november 2026" in shown and "Ouders bellen" in shown


def test_the_last_administrator_and_oneself_stay(school: School, anne: Who, dirk: Who) -> None:
    mine = employed(school, anne)
    with within(school):
        with pytest.raises(RuleBroken, match="yourself"):
            leave_school(staff=mine, by=anne)
        with pytest.raises(RuleBroken, match="last-administrator"):
            leave_school(staff=mine, by=dirk)


def test_who_comes_back_gets_an_account_again(client: Client, school: School, anne: Who, carla: Who) -> None:
    staff = employed(school, carla)
    with within(school):
        leave_school(staff=staff, by=anne)
    sign_in(client, anne)
    client.post(address("account_give", school), {"name": "Carla", "email": "carla@example.org", "roles": ["teacher"]})
    with within(school):
        staff.refresh_from_db()
        assert (staff.left_on, StaffMember.objects.count(), Membership.objects.get(user=staff.user).until) == (None, 1, None)


def give_factor(who: Who) -> User:
    user = User.objects.get(pk=who.user_id)
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    return user


@pytest.mark.database
def test_an_administrator_resets_a_lost_second_factor_and_the_colleague_hears_it(
    client: Client, school: School, anne: Who, dirk: Who
) -> None:
    staff, user = employed(school, dirk), give_factor(dirk)
    theirs = Client()
    sign_in(theirs, dirk)
    sign_in(client, anne)
    assert "Telefoon kwijt?" in text(client.get(address("colleague", school, staff.pk)))
    assert client.get(address("colleague_factor", school, staff.pk)).status_code == 200
    assert Authenticator.objects.filter(user=user).count() == 2
    assert client.post(address("colleague_factor", school, staff.pk)).status_code == 302
    assert not Authenticator.objects.filter(user=user).exists()
    assert theirs.get(address("start", school)).status_code == 302
    with within(school):
        assert TrailRow.objects.filter(act="forget-factor", actor=anne.user_id, object_id=user.pk).exists()
        mail = make(Message.objects.get())
        User.objects.filter(pk=user.pk).update(language="en")
        english = make(Message.objects.get())
    assert mail is not None and (mail.to, mail.subject) == ("dirk@example.org", "Je tweede stap bij Driehoek is gewist")
    assert english is not None and english.language == "en"


@pytest.mark.database
def test_not_ones_own_and_not_of_who_another_school_trusts(school: School, other_school: School, anne: Who, dirk: Who) -> None:
    mine, his = employed(school, anne), employed(school, dirk)
    user = give_factor(dirk)
    with within(other_school):
        Membership.objects.create(user=user, role=Role.ADMINISTRATOR)
    with within(school):
        with pytest.raises(RuleBroken, match="yourself"):
            reset_factor(staff=mine, by=anne)
        with pytest.raises(RuleBroken, match="other-school"):
            reset_factor(staff=his, by=anne)
    assert Authenticator.objects.filter(user=user).count() == 2


def test_resetting_asks_ones_own_second_factor(client: Client, school: School, anne: Who, dirk: Who, carla: Who) -> None:
    staff = employed(school, dirk)
    sign_in(client, anne, strong=False)
    assert client.post(address("colleague_factor", school, staff.pk))["Location"].startswith("/tweede-stap/")
    sign_in(client, carla)
    assert client.post(address("colleague_factor", school, staff.pk)).status_code == 404


@pytest.mark.database
def test_the_server_resets_the_factor_of_the_only_administrator(
    school: School, anne: Who, capsys: pytest.CaptureFixture[str]
) -> None:
    user = give_factor(anne)
    assert command.main(["Anne@example.org"]) == 0
    assert not Authenticator.objects.filter(user=user).exists()
    assert "De Klimboom" in capsys.readouterr().out
    with within(school):
        assert Message.objects.get().letter == "factor_reset"
        assert TrailRow.objects.filter(act="forget-factor", actor_kind="worker").exists()
    assert command.main(["nobody@example.org"]) == 2
    User.objects.create_user("loose@example.org")
    assert command.main(["loose@example.org"]) == 1


@pytest.mark.database
def test_the_first_administrator_can_sign_in_and_stands_among_the_staff(
    capsys: pytest.CaptureFixture[str], client: Client
) -> None:
    words = {"name": "De Linde", "slug": "linde", "sector": "po", "board": "Samen", "city": "Ede"}
    words |= {"admin-email": "eva@example.org", "admin-name": "Eva de Boer", "password": "een lang wachtwoord"}
    assert new_school.main([part for key, value in words.items() for part in (f"--{key}", value)]) == 0
    told = capsys.readouterr().out
    assert "/s/linde/" in told and "/inloggen/login/" in told
    school = School.objects.get(slug="linde")
    with within(school):
        assert (StaffMember.objects.get().surname, Membership.objects.get().role) == ("de Boer", "administrator")
    client.post("/inloggen/login/", {"login": "eva@example.org", "password": "een lang wachtwoord"})
    assert client.get("/s/linde/accounts/")["Location"].startswith("/tweede-stap/")
    setting_up = client.get("/inloggen/2fa/totp/activate/")
    assert setting_up.status_code == 200  # not asked for the password again


def test_the_password_is_asked_again_after_a_while_and_once_there_is_a_factor(client: Client, school: School, anne: Who) -> None:
    client.post("/inloggen/login/", {"login": "anne@example.org", "password": "een lang wachtwoord"})
    assert client.get("/inloggen/2fa/totp/activate/").status_code == 200
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 3600}]
    session.save()
    assert "/inloggen/reauthenticate/" in client.get("/inloggen/2fa/totp/activate/")["Location"]


def test_every_action_is_in_words_or_of_guests() -> None:
    assert set(ACTS) | OF_GUESTS == set(Action) and not set(ACTS) & OF_GUESTS
    assert not [action for action in OF_GUESTS if TABLE[action].roles]


def test_my_rights_say_what_the_table_says(client: Client, school: School, carla: Who, dirk: Who) -> None:
    with within(school):
        make_mentor(make_class("Groep 5"), carla)
    sign_in(client, carla)
    shown = text(client.get(address("my_rights", school)))
    assert "Groep 5" in shown and "Uitnodigingen goedkeuren <b>van je eigen groep of klas</b>" in shown
    for role in Role:
        found = rights_of({role})
        free = {right.words for right in found.may if not right.only}
        assert free == {str(words) for action, words in ACTS.items() if role in TABLE[action].roles}
        assert len(found.may) + len(found.may_not) == len(ACTS)


def test_the_accounts_page_leads_an_outsider_to_the_evening(client: Client, school: School, anne: Who) -> None:
    sign_in(client, anne)
    shown = text(client.get(address("accounts", school)))
    assert "Iemand van buiten voor één avond?" in shown and address("meeting_list", school) in shown


def test_a_colleague_without_an_account_can_leave_too(client: Client, school: School, anne: Who) -> None:
    with within(school):
        staff = StaffMember.objects.create(given_name="Juf", surname="Ria")
    sign_in(client, anne)
    assert client.get(address("colleague", school, staff.pk)).status_code == 200
    assert client.post(address("colleague_leave", school, staff.pk)).status_code == 302
    assert "Juf Ria" not in text(client.get(address("accounts", school))).partition("Collega")[2]


def test_one_class_of_a_colleague_stops_at_once(client: Client, school: School, anne: Who, carla: Who) -> None:
    with within(school):
        group = make_class("Groep 5", mentor=carla)
        tie = ClassTeacher.objects.get()
    sign_in(client, anne)
    client.post(address("colleague_stop_class", school, tie.pk))
    with within(school):
        assert not may(carla, Action.MATCH_REPLIES, group)


def test_a_role_of_two_weeks_does_not_shorten_what_was_for_good(client: Client, school: School, anne: Who) -> None:
    kees = make_staff(school, "Kees", Role.TEACHER)
    staff = employed(school, kees)
    sign_in(client, anne)
    typed = {"name": "Kees", "email": "kees@example.org", "roles": ["teacher"], "until": "2026-12-04"}
    assert client.post(address("account_give", school), typed).status_code == 302
    with within(school):
        assert Membership.objects.get(user_id=staff.user_id).until is None
