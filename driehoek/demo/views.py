"""The demo's front page: who you can be, and the mail that was sent. Only there when DRIEHOEK_DEMO is on."""

import email
import email.policy
import uuid
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from driehoek import clock
from driehoek.access.gate import public
from driehoek.access.models import User
from driehoek.outbox.channels import mail_folder

from .cast import CAST, PASSWORD, SCHOOLS
from .letters import ways_in

NEWEST = 60


def _demo_only() -> None:
    if not settings.DEMO:
        raise Http404


@public("the demo shows its invented cast to whoever runs it")
def cast(request: HttpRequest) -> HttpResponse:
    _demo_only()
    known = {user.email: user for user in User.objects.filter(email__in=[member.email for member in CAST])}
    people = [(member, known[member.email]) for member in CAST if member.email in known]
    schools = [(slug, name, [one for one in people if one[0].school == slug]) for slug, (name, _) in SCHOOLS.items()]
    return render(request, "demo/cast.html", {"schools": schools, "password": PASSWORD, "ways_in": ways_in()})


@public("one click signs in as somebody of the invented cast")
@require_POST
def sign_in_as(request: HttpRequest, user_id: uuid.UUID) -> HttpResponse:
    _demo_only()
    user = User.objects.filter(pk=user_id, email__in=[member.email for member in CAST]).first()
    if user is None:
        raise Http404
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    moment = clock.now().timestamp()
    request.session["account_authentication_methods"] = [
        {"method": "password", "at": moment},
        {"method": "mfa", "type": "totp", "at": moment},
    ]
    return redirect("front")


@public("mail of the demo, which goes nowhere else")
def mail(request: HttpRequest) -> HttpResponse:
    _demo_only()
    files = sorted(mail_folder().glob("*.eml"), key=lambda path: path.stat().st_mtime, reverse=True)
    letters = [(path.stem, _read(path)) for path in files[:NEWEST]]
    return render(request, "demo/mail.html", {"letters": letters, "more": max(0, len(files) - NEWEST)})


def _read(path: Path) -> EmailMessage:
    found = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


def _letter(key: uuid.UUID) -> EmailMessage:
    _demo_only()
    path = mail_folder() / f"{key}.eml"
    if not path.exists():
        raise Http404
    return _read(path)


@public("mail of the demo, which goes nowhere else")
def letter(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    found = _letter(key)
    body = found.get_body(("plain",))
    shown = {
        "letter": found,
        "text": body.get_content() if body else "",
        "key": key,
        "has_html": found.get_body(("html",)) is not None,
        "attachments": [part.get_filename() for part in found.iter_attachments()],
    }
    return render(request, "demo/letter.html", shown)


@public("mail of the demo, which goes nowhere else")
def letter_html(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The page as a mail program would show it: its own styles, no scripts, nothing from elsewhere."""
    body = _letter(key).get_body(("html",))
    answer = HttpResponse(body.get_content() if body else "")
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
    return answer
