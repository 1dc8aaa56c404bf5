"""What a parent's telephone has to fetch to answer: forty kilobytes in all, as it is served, in every language."""

import gzip
import re
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from driehoek.invitations.models import Invitation, Occasion
from driehoek.invitations.tests.test_guest import opened
from driehoek.schools.models import School
from driehoek.schools.scoping import within

pytestmark = pytest.mark.django_db
MOST = 40_000
FETCHED = re.compile(r'<(?:link|script|img|source|use)\b[^>]*?\b(?:href|src)="(/static/[^"]+)"')
NAMED = re.compile(r'url\(["\']?([^)"\']+)')


def weight_of(page: bytes) -> dict[str, int]:
    """Bytes per file: the page itself, and all that it names, pressed together as the server does."""
    html = gzip.decompress(page).decode()
    found = {"page": len(page)}
    for address in dict.fromkeys(FETCHED.findall(html)):
        path = finders.find(address.removeprefix(settings.STATIC_URL))
        assert path, address
        with open(path, "rb") as file:
            content = file.read()
        found[address] = len(gzip.compress(content, 9))
        assert not NAMED.findall(content.decode()) if address.endswith(".css") else True, f"{address} fetches more"
    return found


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_page_to_answer_fits_in_forty_kilobytes(
    client: Client, school: School, asked: dict[str, Invitation], language: str
) -> None:
    with within(school):
        Occasion.objects.update(title="Avond over lezen " * 10, why="Lezen doen we samen, thuis en op school. " * 14)
    answer = client.get(f"{opened(client, school, asked['Bas'])}?taal={language}&wijzig=1", headers={"accept-encoding": "gzip"})
    found = weight_of(answer.content)
    assert answer["Content-Encoding"] == "gzip" and len(found) > 5
    assert sum(found.values()) <= MOST, found


def test_nothing_on_it_comes_from_elsewhere(client: Client, school: School, asked: Any) -> None:
    html = client.get(opened(client, school, asked["Bas"])).content.decode()
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', html) and "<style" not in html and "data:" not in html
