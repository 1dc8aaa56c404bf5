"""A member of staff sets up the second step and looks at the account, in our look and within the content policy."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from driehoek.access.models import User

from .test_screens import REFUSED

PASSWORD = "een lang wachtwoord"


@pytest.fixture
def carla(db: None, client: Client) -> Client:
    User.objects.create_user("carla@example.org", PASSWORD, name="Carla")
    client.post(reverse("account_login"), {"login": "carla@example.org", "password": PASSWORD})
    return client


@pytest.mark.django_db(transaction=True)  # what follows on setting up waits for the commit
def test_second_step_is_set_up_with_a_code_drawn_in_the_page(carla: Client) -> None:
    wanted = reverse("mfa_activate_totp")
    page = carla.get(wanted).content.decode()  # who signed in just now is not asked the password again
    assert 'class="qr"' in page and not REFUSED.search(page)
    secret = re.search(r"<code[^>]*>(\w+)</code>", page)
    assert secret
    code = format_hotp_value(hotp_value(secret[1], next(yield_hotp_counters_from_time())))
    answer = carla.post(reverse("mfa_activate_totp"), {"code": code}, follow=True)
    text = answer.content.decode()
    assert 'class="codes"' in text and text.count("<li>") >= 8


@pytest.mark.parametrize(
    "route",
    ["mfa_index", "usersessions_list", "account_change_password", "account_email", "account_logout", "account_reauthenticate"],
)
def test_pages_of_the_account_wear_our_look(carla: Client, route: str) -> None:
    answer = carla.get(reverse(route))
    text = answer.content.decode()
    assert answer.status_code == 200 and 'class="plain' in text and not REFUSED.search(text)
