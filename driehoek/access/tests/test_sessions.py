"""What a browser held is forgotten when it ran out: the database keeps no list of who was where."""

import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from driehoek import clock
from driehoek.access.models import User
from driehoek.access.services import forget_old_sessions
from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.schools.models import School
from driehoek.schools.scoping import within


@pytest.mark.django_db
def test_a_session_that_ran_out_goes_with_what_was_known_of_it_and_others_stay(school: School, anne: Who, dirk: Who) -> None:
    for who in (anne, dirk):
        client = Client()
        sign_in(client, who)
        user = User.objects.get(pk=who.user_id)
        UserSession.objects.create(user=user, ip="127.0.0.1", session_key=client.session.session_key, user_agent="a telephone")
    old = Session.objects.get(session_key=UserSession.objects.get(user=anne.user_id).session_key)
    Session.objects.filter(pk=old.pk).update(expire_date=clock.now() - dt.timedelta(minutes=1))
    with within(school):
        assert (forget_old_sessions(), forget_old_sessions()) == (1, 0)
    assert list(UserSession.objects.values_list("user_id", flat=True)) == [dirk.user_id]
