"""The second factor: asked where the table says so, and never to be had, or got rid of, with a password alone."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from driehoek.access.models import User
from driehoek.access.who import Who
from driehoek.conftest import sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("back", ["overal", "a\0b", "//elders.example", "https://elders.example/", "\\\\elders.example"])
def test_who_has_given_it_goes_back_to_an_address_of_ours_or_to_the_front(client: Client, anne: Who, back: str) -> None:
    sign_in(client, anne)
    assert client.get("/tweede-stap/", {"next": back})["Location"] == "/"
    assert client.get("/tweede-stap/", {"next": "/s/klimboom/?q=1&page=2"})["Location"] == "/s/klimboom/?q=1&page=2"


def test_an_address_with_several_questions_survives_the_second_factor(client: Client, anne: Who) -> None:
    sign_in(client, anne, strong=False)
    page = client.get("/tweede-stap/", {"next": "/s/klimboom/mensen/?q=1&page=2"})
    assert "?next=%2Fs%2Fklimboom%2Fmensen%2F%3Fq%3D1%26page%3D2" in page.content.decode()


@pytest.mark.parametrize("page", ["totp/deactivate/", "recovery-codes/", "recovery-codes/generate/", "recovery-codes/download/"])
def test_a_session_with_a_password_alone_cannot_take_away_or_copy_the_second_factor(client: Client, anne: Who, page: str) -> None:
    """Signed in before the second factor was set up, or by whoever knows the password: then it proves nothing more."""
    user = User.objects.get(pk=anne.user_id)
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    sign_in(client, anne, strong=False)
    for method in ("get", "post"):
        answer = getattr(client, method)(f"/inloggen/2fa/{page}")
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/tweede-stap/")
    assert Authenticator.objects.filter(user=user).count() == 2
    sign_in(client, anne)
    assert "/tweede-stap/" not in client.get(f"/inloggen/2fa/{page}").get("Location", "")
