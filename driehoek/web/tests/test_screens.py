"""The page of components and the sign-in pages: all there, in our look, without anything that the content policy refuses."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

TEMPLATES = sorted((Path(__file__).parents[1] / "templates").rglob("*.html"))
REFUSED = re.compile(r"\bstyle=|<style|(?<![-\w])on\w+=\"|hx-on|src=\"data:|href=\"data:|javascript:|<script(?![^>]*\bsrc=)")


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_template_holds_nothing_inline(file: Path) -> None:
    assert not REFUSED.search(file.read_text())


@pytest.mark.django_db
def test_components_show_every_example_and_keep_a_wrong_form(client: Client) -> None:
    assert client.get(reverse("components")).status_code == 200
    answer = client.post(reverse("components"), {"name": "12"})
    assert answer.status_code == 422 and 'value="12"' in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["guest", "hall", "plain", "leader"])
def test_sample_pages_turn_right_to_left(client: Client, kind: str) -> None:
    text = client.get(reverse("components_sample", args=[kind]), {"lang": "ar"}).content.decode()
    assert '<html lang="ar" dir="rtl"' in text


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["guest", "plain"])
def test_guests_load_no_web_font(client: Client, kind: str) -> None:
    assert "fonts.css" not in client.get(reverse("components_sample", args=[kind])).content.decode()


@pytest.mark.parametrize(
    "name", ["web/css/fonts.css", "fonts/NunitoSans[YTLC,opsz,wdth,wght].ttf", "fonts/BricolageGrotesque[opsz,wdth,wght].ttf"]
)
def test_fonts_are_served_where_the_style_sheet_looks(name: str) -> None:
    assert finders.find(name)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "route",
    ["account_login", "account_request_login_code", "account_reset_password", "account_reset_password_done", "account_signup"],
)
def test_doors_for_staff_wear_our_look(client: Client, route: str) -> None:
    text = client.get(reverse(route)).content.decode()
    assert 'class="plain' in text and not REFUSED.search(text)


def test_wrong_password_keeps_the_address(client: Client, db: None) -> None:
    text = client.post(reverse("account_login"), {"login": "carla@example.org", "password": "fout"}).content.decode()
    assert 'value="carla@example.org"' in text and "data-error-summary" in text
