"""Every paper of a meeting: what it is for, how it can be had, and what is still missing before it can be printed."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from driehoek.access.who import Who
from driehoek.documents.word import MEDIA_TYPE
from driehoek.invitations.models import ClassInvitation
from driehoek.library.reading import load_template
from driehoek.schools.models import School

from ..models import Meeting, MeetingTable
from . import paper, paper_hall
from .hall import list_of
from .paper_hall import Options
from .runbook import RunBook, run_book

PDF = "application/pdf"
LANGUAGE, PAPER, FIRST, SURNAMES, STICKERS, ROLE = "language", "paper", "first", "surnames", "stickers", "role"
PILE = (LANGUAGE, PAPER, FIRST)
Make = Callable[[Meeting, Who, School, Options], bytes]


@dataclass(frozen=True)
class Kind:
    """One sort of paper. `options` are the fields that it has; `needs` what must be there first."""

    key: str
    icon: str
    title: object
    why: object
    make: Make
    options: tuple[str, ...] = ()
    needs: str = ""
    media_type: str = PDF
    ending: str = "pdf"


def _book_pdf(meeting: Meeting, who: Who, school: School, options: Options) -> bytes:
    return paper.run_book_pdf(run_book(meeting), who, school, options.role)


def _book_docx(meeting: Meeting, who: Who, school: School, options: Options) -> bytes:
    return paper.run_book_docx(run_book(meeting), who, school, options.role)


def _signs(meeting: Meeting, who: Who, school: School, options: Options) -> bytes:
    return paper.table_signs_pdf(meeting, school, language=options.language, paper=options.paper, first=options.first)


def _sign_in(meeting: Meeting, who: Who, school: School, options: Options) -> bytes:
    return paper.sign_in_pdf(meeting, school, language=options.language)


def _hall(make: Callable[[Meeting, School, Options], bytes]) -> Make:
    return lambda meeting, who, school, options: make(meeting, school, options)


TABLES, PEOPLE, LINKS, SHEET, QUESTIONS = "tables", "people", "links", "sheet", "questions"

KINDS = (
    Kind("draaiboek", "clock", gettext_lazy("Draaiboek"),
         gettext_lazy("Voor wie voor ouders staat. Kies een rol voor een kort uittreksel met de houdingskaart."), _book_pdf, (ROLE,)),
    Kind("draaiboek-word", "pencil", gettext_lazy("Draaiboek als Word-bestand"),
         gettext_lazy("Om zelf verder in te schrijven. Wat je daar verandert, komt niet terug in Driehoek."), _book_docx, (ROLE,),
         media_type=MEDIA_TYPE, ending="docx"),
    Kind("uitnodiging", "letter", gettext_lazy("Uitnodiging voor aan de deur"),
         gettext_lazy("Per klas een poster met de link van die klas. Ouders scannen en antwoorden."),
         _hall(paper_hall.class_posters_pdf), PILE, LINKS),
    Kind("belkaart", "phone", gettext_lazy("Belkaart"),
         gettext_lazy("Voor wie gezinnen één keer belt. Er staat geen gezin op. Kies de taal van het gesprek."),
         _hall(paper_hall.call_card_pdf), (LANGUAGE,)),
    Kind("aanwezigen", "people", gettext_lazy("Lijst met aanwezigen"),
         gettext_lazy("Voor bij de deur. Alleen namen, geen adressen of telefoonnummers."), _sign_in, (LANGUAGE,)),
    Kind("naamkaartjes", "person", gettext_lazy("Naamkaartjes"),
         gettext_lazy("Op vellen met stickers. De voornaam staat groot, met klas of functie en tafel."),
         _hall(paper_hall.badges_pdf), (STICKERS, FIRST, SURNAMES, LANGUAGE), PEOPLE),
    Kind("tafelbordjes", "table", gettext_lazy("Tafelbordjes"),
         gettext_lazy("Vouw ze dubbel. Met thema komt er een kaart met de vraag achter."), _signs, PILE, TABLES),
    Kind("schrijfbladen", "chat", gettext_lazy("Schrijfbladen"),
         gettext_lazy("Voor de schrijver aan tafel: per vraag ruimte voor wat er gezegd wordt."),
         _hall(paper_hall.scribe_sheets_pdf), PILE, QUESTIONS),
    Kind("kaartjes", "letter", gettext_lazy("Kaartjes om op te schrijven"),
         gettext_lazy("Met een strookje om te bewaren: wie het heeft, leest later wat er met de woorden is gedaan. Typ de code mee."),
         _hall(paper_hall.cards_pdf), (LANGUAGE, PAPER)),
    Kind("tafelbladen", "check", gettext_lazy("Tafelbladen"),
         gettext_lazy("Voor het plan van een tafel: wat, wie op school, wat thuis, de eerste stap en wanneer."),
         _hall(paper_hall.table_sheets_pdf), PILE, SHEET),
    Kind("qr-bladen", "qr", gettext_lazy("QR-blad per tafel"),
         gettext_lazy("Om mee te doen met de telefoon, voor op elke tafel."), _hall(paper_hall.table_codes_pdf), PILE, TABLES),
    Kind("poster", "globe", gettext_lazy("Poster met de code voor in de zaal"),
         gettext_lazy("Groot, bij de ingang. Op A3 is hij van ver te lezen."), _hall(paper_hall.poster_pdf), (LANGUAGE, PAPER)),
)  # fmt: skip


@dataclass(frozen=True)
class Ready:
    """One paper for the page: `lacks` says in words what must be done before it can be printed, '' when nothing."""

    kind: Kind
    lacks: str


@dataclass(frozen=True)
class Papers:
    book: RunBook
    papers: list[Ready]
    letters: list[ClassInvitation]
    waiting: int  # said yes and don't stand on the list yet, nor on its papers


def kind_of(key: str) -> Kind | None:
    return next((kind for kind in KINDS if kind.key == key), None)


def papers_of(meeting: Meeting) -> Papers:
    """The whole page: nine queries, whatever the size. Paper that this kind of meeting never has is left out."""
    template = load_template(meeting.template)
    tables = MeetingTable.objects.filter(meeting=meeting).count()
    people, waiting = list_of(meeting)
    asked = ClassInvitation.objects.filter(occasion=meeting.occasion_id, sent_at__isnull=False).select_related("school_class")
    letters = list(asked)
    lacks = {
        TABLES: "" if tables else _("Er zijn nog geen tafels. Maak eerst een indeling."),
        SHEET: "" if tables else _("Er zijn nog geen tafels. Maak eerst een indeling."),
        PEOPLE: "" if people else _("Er staat nog niemand op de lijst van deze bijeenkomst."),
        LINKS: "" if letters else _("De posters zijn er zodra een uitnodiging is verstuurd."),
    }
    never = set() if template.sheet_question else {SHEET}
    never |= set() if template.needs_tables or tables else {TABLES, SHEET}
    never |= set() if tables or any(item.questions for item in template.items) else {QUESTIONS}
    shown = [Ready(kind, str(lacks.get(kind.needs, ""))) for kind in KINDS if kind.needs not in never]
    return Papers(run_book(meeting), shown, letters, waiting)
