"""What the report tells folders below: who makes its letter, and where it stands. Imported by `entrance`."""

from driehoek.invitations.words import register_report
from driehoek.outbox.letters import register

from . import follow_letters, report_letters
from .follow_words import NEWS, PRACTICAL
from .queries.report_letters import LETTER

register(LETTER, report_letters.report_mail)
register(NEWS, follow_letters.news_mail)
register(PRACTICAL, follow_letters.practical_mail)
register_report(report_letters.address_of_report, final=True)
