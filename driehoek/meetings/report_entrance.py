"""What the report tells folders below: who makes its letter, and where it stands. Imported by `entrance`."""

from django.urls import reverse

from driehoek.access.codes import register_landing
from driehoek.access.policy import Tie, register_tie
from driehoek.invitations.words import register_report, register_year
from driehoek.outbox.letters import register

from . import follow_letters, report_letters
from .follow_words import NEWS, PRACTICAL
from .queries import year
from .queries.report_letters import LETTER

register(LETTER, report_letters.report_mail)
register(NEWS, follow_letters.news_mail)
register(PRACTICAL, follow_letters.practical_mail)
register_report(report_letters.address_of_report, final=True)
register_year(year.address_for_guests)

register_tie(Tie.INVITED, "schools.schoolyear", year.reads_year)
register_landing(year.CODE, lambda slug, about: reverse("said_year", args=[slug, about]))
