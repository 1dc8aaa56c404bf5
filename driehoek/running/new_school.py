"""`driehoek new-school`: an empty real school and its first administrator, by questions or by options."""

import argparse
import getpass
import sys

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse

from driehoek.access.policy import Role
from driehoek.access.services import account, give_role
from driehoek.access.who import WORKER
from driehoek.people.services.accounts import employ
from driehoek.schools.scoping import within
from driehoek.schools.services import NotASchool, open_school

QUESTIONS = {
    "name": "Naam van de school: ",
    "slug": "Korte naam, voor het adres (zoals klimboom): ",
    "sector": "Soort (po, vo of so): ",
    "board": "Naam van het bestuur: ",
    "city": "Plaats: ",
    "admin_email": "E-mailadres van de eerste beheerder: ",
    "admin_name": "Naam van de beheerder: ",
}


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="driehoek new-school", description=__doc__)
    for key in QUESTIONS:
        parser.add_argument(f"--{key.replace('_', '-')}")
    parser.add_argument("--password", help="otherwise asked, or left empty: then a code by mail signs in")
    given = vars(parser.parse_args(words))
    for key, question in QUESTIONS.items():
        if given[key] is None:
            given[key] = _ask(question)
    password = given["password"]
    if password is None and sys.stdin.isatty():
        password = getpass.getpass("Wachtwoord (leeg: inloggen met een code per mail): ") or None
    try:
        validate_email(given["admin_email"])
        if password:
            validate_password(password)
        school = open_school(
            name=given["name"], slug=given["slug"], sector=given["sector"], board=given["board"], city=given["city"]
        )
    except (NotASchool, ValidationError) as error:
        print(" ".join(error.messages) if isinstance(error, ValidationError) else error, file=sys.stderr)
        return 2
    with within(school):
        user = account(email=given["admin_email"], name=given["admin_name"], password=password)
        give_role(user=user, role=Role.ADMINISTRATOR, by=WORKER)
        employ(user)
    print(f"{school.name} staat klaar op {settings.SITE_URL}/s/{school.slug}/ en {user.email} is beheerder.")
    how = "het wachtwoord" if password else f"een code per mail aan {user.email}"
    print(
        f"Inloggen: {settings.SITE_URL}{reverse('account_login')} met {how}. Daarna vraagt Driehoek één keer een tweede stap in te stellen."
    )
    return 0


def _ask(question: str) -> str:
    if not sys.stdin.isatty():
        print(f"Missing: {question.strip()} (give it as an option)", file=sys.stderr)
        raise SystemExit(2)
    return input(question).strip()
