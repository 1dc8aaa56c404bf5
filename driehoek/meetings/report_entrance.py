"""What the report tells folders below: who makes its letter, and where it stands. Imported by `entrance`."""

from driehoek.invitations.words import register_report
from driehoek.outbox.letters import register

from . import report_letters
from .queries.report_letters import LETTER

register(LETTER, report_letters.report_mail)
register_report(report_letters.address_of_report, final=True)
