"""Every mail and every paper that parents read, in every language: nothing of ours is Dutch, and the school's own words say so.

A letter or a template of paper that is new stands in one of the lists below, or this law fails.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.utils.translation import override
from docx import Document

from driehoek import clock
from driehoek.access import codes
from driehoek.access.who import Who
from driehoek.actions.models import Answer
from driehoek.documents import typesetting
from driehoek.invitations import letters_changes, pages
from driehoek.invitations.models import ClassInvitation, Invitation, Occasion, Reply
from driehoek.library.texts import PARENT_LANGUAGES
from driehoek.meetings import follow_letters, report_letters
from driehoek.meetings.models import Meeting
from driehoek.meetings.queries import after, paper_list, report, report_paper
from driehoek.meetings.services.news import tell_news
from driehoek.meetings.services.report import publish_report
from driehoek.meetings.tests.reporting import BEFORE, LATE, NEXT_MORNING, Held, hold
from driehoek.outbox import letters
from driehoek.outbox.models import Message
from driehoek.people import guest_letters
from driehoek.people.models import Guardian
from driehoek.people.services import own
from driehoek.schools.models import School
from driehoek.schools.scoping import within

from . import tongues
from .html import faults_of
from .tongues import _same, _Texts, dutch_in_texts, dutch_left
from .written_more import (
    SCAN_MAILS,
    SCAN_TO_STAFF,
    TEAM_MAILS,
    a_public_plan,
    a_team,
    ask_everybody,
    plan_papers,
    scan_mails,
    scan_papers,
    team_mails,
    team_papers,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
OTHERS = [language for language in PARENT_LANGUAGES if language != "nl"]
TO_STAFF = {"approval_request", "held", "week", "pupils_told", "account_invitation", "factor_reset"} | SCAN_TO_STAFF
BEFORE_IT = ("invitation", "confirmation", "moved", "practical", "own_data", "reminder")
AFTER_IT = ("report", "news")
FOR_STAFF = {
    "runbook",
    "session_paper",
    "session_sheets",
    "scan_result",
    "programme",
}  # templates of paper; the list at the door is read by parents too
FOR_PUPILS = {"scan_slips"}  # handed out in class, in Dutch
PARTS = {"look", "rich"}  # of other templates
NOT_READ = {"voice", "address_lines"}  # a key; and what is for who hands a letter out
OWN = "Zelfbedacht"  # in everything that the school itself wrote
IN_DUTCH = {"en": "Dutch", "ar": "بالهولندية", "tr": "Hollandaca", "pl": "niderlandzk", "uk": "нідерландськ"}


@dataclass
class Evening:
    school: School
    held: Held
    by: Who

    @property
    def aicha(self) -> Invitation:
        return Invitation.objects.get(pk=self.held.invitations["Aïcha"].pk)

    @property
    def asked(self) -> ClassInvitation:
        return ClassInvitation.objects.select_related("occasion", "school_class", "sender").get()


@pytest.fixture
def evening(school: School, dirk: Who, carla: Who) -> Iterator[Evening]:
    """With words of the school itself in every place where they can stand, in Dutch alone."""
    held = hold(school, dirk, carla)
    with within(school):
        Occasion.objects.update(title=f"{OWN}e avond", place=f"{OWN}e zaal", why=f"{OWN} waarom.")
        ClassInvitation.objects.update(personal_line=f"{OWN}e regel.")
        Reply.objects.create(invitation=held.invitations["Aïcha"], coming=1, interpreter="tr", childcare=1)
        yield Evening(school, held, dirk)


def speak(language: str) -> None:
    Invitation.objects.update(language=language)
    Guardian.objects.update(contact_language=language)


def mails(evening: Evening, names: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    for name in names:
        if name == "reminder":
            Reply.objects.all().delete()
        row = Message.objects.filter(letter=name).order_by("pk").first() or _message(evening, name)
        mail = letters.make(row)
        yield name, mail


def _message(evening: Evening, name: str) -> Message:
    guardian = evening.aicha.household.guardians.get()
    about = guardian.pk if name == "own_data" else evening.aicha.pk
    return Message(school=evening.school, letter=name, to=guardian.pk, about=about, once=f"{name}:law", put_at=clock.now())


def faults_in(name: str, mail: Any, language: str) -> list[str]:
    if mail is None:
        return [f"{name}: not made"]
    found = dutch_in_texts([mail.subject, mail.text], language)
    found += [] if mail.language == language else [f"says it is {mail.language!r}"]
    if mail.html:
        found += dutch_left(mail.html, language)
        found += [fault for fault in faults_of(mail.html, language) if not fault.startswith("style inside")]
        found += [
            f"not tagged as Dutch: {text!r}" for text in _Texts(mail.html).found if OWN in text and text not in mail.subject
        ]
    if OWN in mail.text and IN_DUTCH[language].casefold() not in mail.text.casefold():
        found.append("does not say that the words of the school are Dutch")
    return [f"{language}: {name}: {fault}" for fault in found]


def test_every_mail_to_a_parent_speaks_their_language(evening: Evening) -> None:
    to_parents = {*BEFORE_IT, *AFTER_IT, *SCAN_MAILS, *TEAM_MAILS, "cancelled"}
    assert set(letters._makers) - {"law"} == to_parents | TO_STAFF
    faults = []
    with clock.stopped(BEFORE):
        codes.issue(own.PURPOSE, evening.aicha.household.guardians.get().pk, LATE)
        for language in OTHERS:
            speak(language)
            Reply.objects.get_or_create(invitation=evening.aicha, defaults={"coming": 1, "interpreter": "tr", "childcare": 1})
            faults += [fault for name, mail in mails(evening, BEFORE_IT) for fault in faults_in(name, mail, language)]
        Occasion.objects.update(cancelled_at=BEFORE, cancel_reason=f"{OWN}e reden.")
        with clock.stopped(BEFORE + dt.timedelta(hours=1)):
            for language in OTHERS:
                speak(language)
                faults += [fault for name, mail in mails(evening, ("cancelled",)) for fault in faults_in(name, mail, language)]
        Occasion.objects.update(cancelled_at=None)
        ask_everybody(OWN, evening.by)
        a_team(OWN, evening.by)
        for language in OTHERS:
            speak(language)
            made = (*scan_mails(evening.school, language), *team_mails(evening.school, language))
            faults += [fault for name, mail in made for fault in faults_in(name, mail, language)]
    published(evening)
    with clock.stopped(NEXT_MORNING):
        for language in OTHERS:
            speak(language)
            faults += [fault for name, mail in mails(evening, AFTER_IT) for fault in faults_in(name, mail, language)]
    assert not faults, "\n".join(faults)


def published(evening: Evening) -> None:
    """The report is with parents, and there is news."""
    meeting = evening.held.meeting
    with clock.stopped(LATE):
        publish_report(meeting=meeting, by=evening.by)
    with clock.stopped(NEXT_MORNING):
        Answer.objects.update(given_at=NEXT_MORNING, told_at=NEXT_MORNING)
        tell_news(meeting=Meeting.for_gate().get(pk=meeting.pk), by=evening.by)


def papers(evening: Evening, language: str) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Everything on paper before the evening; each makes a PDF."""
    asked, school, by = evening.asked, evening.school, evening.by
    meeting = Meeting.for_gate().get(pk=evening.held.meeting.pk)
    rows, options = [evening.aicha], paper_list.Options(language=language)
    guardian = evening.aicha.household.guardians.get()
    yield "invitation", lambda: pages.pile(school, asked, rows, key="invitation", with_slip=True)
    yield "reminder", lambda: pages.pile(school, asked, rows, key="reminder")
    yield "practical", lambda: follow_letters.practical_pile(asked, school)
    yield "moved", lambda: letters_changes.told_letters(school, asked)
    yield "own data", lambda: guest_letters.on_paper(guardian, "ABCDEFGHJ", school)
    for kind in paper_list.KINDS:
        if paper_list.LANGUAGE in kind.options:
            yield kind.key, partial(kind.make, meeting, by, school, options)


def papers_after(evening: Evening, language: str) -> Iterator[tuple[str, Callable[[], bytes]]]:
    meeting = Meeting.for_gate().get(pk=evening.held.meeting.pk)
    view = report.report_of(meeting, language=language, for_guest=True)
    yield "letter of the report", lambda: report_letters.report_pile(evening.asked, evening.school)
    yield "letter with news", lambda: follow_letters.news_pile(evening.asked, evening.school)
    yield "report", lambda: report_paper.report_pdf(view, evening.school)
    yield "did", lambda: after.poster(view, evening.school, paper="a4")


@pytest.fixture
def sheets(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """What goes to Typst: the template, and every value as it will be set. Nothing is set, which would take a minute."""
    seen: list[tuple[str, Any]] = []

    def keep(template: str, payload: Any, *, title: str, **_more: Any) -> list[bytes]:
        seen.append((template, typesetting.plain({**payload, "title": typesetting._DUTCH.sub(r"\1", title)})))
        return [b"%PDF-"]

    monkeypatch.setattr(typesetting, "_compile", keep)
    return seen


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    if isinstance(value, dict):
        value = [one for key, one in value.items() if key not in NOT_READ]
    for one in value if isinstance(value, list) else ():
        yield from texts_of(one)


def test_every_paper_for_parents_speaks_their_language(evening: Evening, sheets: list[tuple[str, Any]]) -> None:
    faults: list[str] = []
    used: set[str] = set()

    def read(name: str, make: Callable[[], bytes], language: str) -> None:
        sheets.clear()
        make()
        for template, payload in sheets:
            used.add(template)
            texts = [text for text in texts_of(payload) if not text.startswith("<svg") and text != "school"]  # the voice's shape
            faults.extend(f"{language}: {name}: {fault}" for fault in dutch_in_texts(texts, language))

    with clock.stopped(BEFORE):
        Occasion.objects.update(version=1)
        for language in OTHERS:
            speak(language)
            Invitation.objects.update(channel="paper")
            for name, make in papers(evening, language):
                read(name, make, language)
        fielding, plan, team = ask_everybody(OWN, evening.by), a_public_plan(evening.by), a_team(OWN, evening.by)
        for language in OTHERS:
            speak(language)
            with override(language):
                for name, make in (
                    *scan_papers(evening.school, fielding, language),
                    *plan_papers(evening.school, plan, language),
                    *team_papers(evening.school, team, language),
                ):
                    read(name, make, language)
    published(evening)
    with clock.stopped(NEXT_MORNING):
        for language in OTHERS:
            speak(language)
            for name, make in papers_after(evening, language):
                read(name, make, language)
    assert not faults, "\n".join(faults)
    assert used | FOR_STAFF | FOR_PUPILS | PARTS == {path.stem for path in typesetting.TEMPLATES.glob("*.typ")}


def test_the_report_as_a_word_file_speaks_the_language_of_its_reader(evening: Evening) -> None:
    published(evening)
    meeting = Meeting.for_gate().get(pk=evening.held.meeting.pk)
    faults = []
    for language in [code for code, _name in settings.LANGUAGES if code != "nl"]:
        view = report.report_of(meeting, language=language, for_guest=True)
        made = Document(BytesIO(report_paper.report_docx(view, evening.school)))
        cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
        faults += dutch_in_texts([*(line.text for line in made.paragraphs), *cells], language)
    assert not faults, "\n".join(faults)


def test_a_dutch_sentence_is_excused_by_its_own_translation_alone(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of single words also by that of another: what is Dutch for one thing is theirs for another."""
    said = {"Goed zo dan": "Good", "Zie boven": "Goed zo dan", "Team": "Team", "Soort": "Kind", "Kind": "Child"}
    (tmp_path / "xx" / "LC_MESSAGES").mkdir(parents=True)
    lines = "\n".join(f'msgid "{dutch}"\nmsgstr "{theirs}"\n' for dutch, theirs in said.items())
    (tmp_path / "xx" / "LC_MESSAGES" / "django.po").write_text(lines, "utf-8")
    monkeypatch.setattr(tongues, "CATALOGUES", tmp_path)
    assert _same("xx") & set(said) == {"Team", "Kind"}
