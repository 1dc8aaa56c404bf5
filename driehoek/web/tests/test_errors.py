"""What somebody sees when it goes wrong, and when the database is away."""

from typing import Any

import psycopg_pool
import pytest
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import path

from driehoek.web import errors


def raises(error: Exception) -> Any:
    def view(request: HttpRequest) -> None:
        raise error

    view.guard = "for a test"
    return view


urlpatterns = [
    path("busy/", raises(OperationalError("database is locked"))),
    path("pool/", raises(psycopg_pool.PoolTimeout("couldn't get a connection"))),
    path("broken/", raises(ValueError("something else"))),
]
handler404 = "driehoek.web.errors.handler404"
handler500 = "driehoek.web.errors.handler500"


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/busy/", "/pool/"])
def test_busy_database_is_a_503_that_says_when_to_come_back(client: Client, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "Het is even druk" in answer.content.decode()


@pytest.mark.urls(__name__)
def test_other_errors_are_a_500_in_dutch_and_english(client: Client) -> None:
    answer = client.get("/broken/")
    text = answer.content.decode()
    assert answer.status_code == 500 and "Hier ging iets mis" in text and "Please try again" in text
    assert "something else" not in text


@pytest.mark.urls(__name__)
def test_error_page_comes_even_when_its_template_cannot_be_made(client: Client, settings: Any) -> None:
    settings.TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [], "APP_DIRS": False}]
    answer = client.get("/broken/")
    assert answer.status_code == 500 and "Probeer het over een minuut opnieuw" in answer.content.decode()


@pytest.mark.urls(__name__)
def test_unknown_address_is_a_friendly_404(client: Client) -> None:
    answer = client.get("/nergens/")
    assert answer.status_code == 404 and "Deze pagina is er niet" in answer.content.decode()


def test_too_many_says_how_long_to_wait() -> None:
    answer = errors.too_many(RequestFactory().get("/"), seconds=120)
    assert (answer.status_code, answer["Retry-After"]) == (429, "120")
    assert "2 minuten" in answer.content.decode()


def test_stale_form_says_how_to_go_on() -> None:
    answer = errors.csrf_failure(RequestFactory().get("/"), reason="Referer checking failed")
    assert answer.status_code == 403 and "Nog niet verstuurd" in answer.content.decode()
    assert "Referer" not in answer.content.decode()


@pytest.mark.parametrize("handler", [errors.handler400, errors.handler403, errors.handler404])
def test_error_pages_ask_the_database_nothing(handler: Any) -> None:
    """Without the `db` fixture any query fails."""
    assert handler(RequestFactory().get("/")).status_code >= 400
