"""The pages that explain which files can be read: every kind that is read is named, on each of them."""

import pytest
from django.test import Client
from django.urls import reverse

from driehoek.access.who import Who
from driehoek.conftest import sign_in
from driehoek.schools.models import School

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]
KINDS = ("EDEXML", "Excel", "CSV", "OneRoster", "School Data Sync", "zip")


@pytest.mark.parametrize(
    ("page", "more"),
    [
        ("people", ()),
        ("roster_upload", ("een kind met ouder 1", "een ouder met de kinderen erbij", "Magister")),
        ("roster_request", ("een kind met ouder 1", "een ouder met de kinderen erbij", "ParnasSys")),
    ],
)
def test_every_kind_of_file_is_named(client: Client, school: School, anne: Who, page: str, more: tuple[str, ...]) -> None:
    sign_in(client, anne)
    text = " ".join(client.get(reverse(page, args=[school.slug])).content.decode().split())
    assert [kind for kind in (*KINDS, *more) if kind not in text] == []
