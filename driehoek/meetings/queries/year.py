"""All evenings of one school year together: what people said, what the school answered, and how far it is. For the team and for parents."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek import clock
from driehoek.access import codes
from driehoek.access.who import Who
from driehoek.documents.did_poster import Did
from driehoek.documents.paper import Paper
from driehoek.invitations.models import Invitation, Occasion
from driehoek.invitations.queries.receiving import still_open
from driehoek.invitations.told import Told
from driehoek.people.models import Guardian, Guardianship
from driehoek.people.rules import hearing
from driehoek.schools.models import School, SchoolYear, school_year_of
from driehoek.voices.models import Contribution
from driehoek.voices.queries.said import Reader, SaidWords, of_homes
from driehoek.voices.queries.year import DONE, HEARD, LATER, OPEN, STOPPED, WE_DO, WE_DONT, YearTheme, year_of

from .. import report_rules
from ..models import Meeting, MeetingState
from .after import MOST_ON_POSTER, block_to_paste, on_a_poster, typed_at
from .report_paper import KINDS, done_words, news_words

CODE = "year"  # purpose of the code with which everybody reads the page of the school
STAYS = dt.timedelta(days=92)  # after the school year


@dataclass(frozen=True)
class YearView:
    """`silent`: evenings of this year whose report is not with parents yet, so that theirs is not told either."""

    year: SchoolYear
    themes: list[YearTheme]
    language: str
    silent: int = 0

    @property
    def has_dutch(self) -> bool:
        return self.language != "nl" and bool(self.themes)

    @property
    def answered(self) -> list[YearTheme]:
        return [one for one in self.themes if one.answers]


def state_words() -> dict[str, str]:
    """How far a theme is, in the active language."""
    return {
        OPEN: _("nog geen antwoord"),
        HEARD: _("gehoord"),
        WE_DO: _("hier werken we aan"),
        DONE: _("gedaan"),
        STOPPED: _("hier zijn we mee gestopt"),
        WE_DONT: _("dit doen we niet"),
        LATER: _("hier komen we op terug"),
    }


def years() -> list[SchoolYear]:
    """Up to the one of now, the newest first."""
    return list(SchoolYear.objects.filter(starts_in__lte=school_year_of(clock.now())).order_by("-starts_in"))


def occasions_of(year: SchoolYear) -> Any:
    first, last = clock.at(year.first_day, dt.time()), clock.end_of(year.last_day)
    return Occasion.objects.filter(starts_at__gte=first, starts_at__lte=last, cancelled_at__isnull=True)


def year_view(year: SchoolYear, reader: Reader, *, for_guest: bool) -> YearView:
    """Guests hear of an evening once its report is out; of a questionnaire what was answered. Seven queries at most."""
    met = dict(Meeting.objects.filter(occasion__in=occasions_of(year)).order_by().values_list("occasion_id", "state"))
    hidden = [key for key, state in met.items() if state != MeetingState.REPORTED]
    rows = occasions_of(year)
    with override(reader.language):
        if not for_guest:
            return YearView(year, year_of(rows, reader, for_guest=False), reader.language, _silent(hidden))
        told = rows.exclude(pk__in=hidden)
        return YearView(year, year_of(told, reader, for_guest=True, reported=set(met)), reader.language)


def _silent(hidden: list[uuid.UUID]) -> int:
    """Evenings at which something was said already."""
    return Contribution.objects.filter(occasion__in=hidden).order_by().values("occasion").distinct().count() if hidden else 0


def address_for_guests(school_slug: str, occasion: Occasion) -> str:
    """Of the page of its year, once parents read there about an evening. One query."""
    starts_in = school_year_of(occasion.starts_at)
    told = Meeting.objects.filter(occasion__in=occasions_of(SchoolYear(starts_in=starts_in)), state=MeetingState.REPORTED)
    year = SchoolYear.objects.filter(Exists(told), starts_in=starts_in).first()
    return reverse("said_year", args=[school_slug, year.pk]) if year else ""


def reads_year(who: Who, year: SchoolYear) -> bool:
    """Whoever holds a way in of this school: of a home, of a class, of a hall, or of this very page."""
    if who.holds(CODE, year.pk) or who.held("class") or who.held("join"):
        return True
    replies, own = who.held("reply"), who.held("own")
    return (bool(replies) and still_open(replies)) or any(_hears(key) for key in own)


def _hears(guardian: uuid.UUID) -> bool:
    bonds = list(Guardianship.objects.filter(guardian=guardian).order_by().values_list(*hearing.BOND_COLUMNS))
    return any(hearing.hears(hearing.bond_of(bond), clock.today()).school_wide for bond in bonds)


def own_words(who: Who, year: SchoolYear, reader: Reader) -> list[SaidWords]:
    """What the home behind these links said under its name this year, also on evenings without a report yet."""
    replies, own = who.held("reply"), who.held("own")
    homes = Q(giver__in=Invitation.objects.filter(pk__in=replies).values("household_id")) if replies else Q()
    homes |= Q(giver__in=Guardian.objects.filter(pk__in=own).values("household_id")) if own else Q()
    return of_homes(homes, occasions_of(year), reader) if homes else []


def code_of(year: SchoolYear) -> dict[str, str]:
    """The open codes of the page, by kind; nothing while it is not open for who has no link."""
    return codes.codes_for(CODE, [year.pk]).get(year.pk, {})


def ends_at(year: SchoolYear) -> dt.datetime:
    return clock.end_of(year.last_day + STAYS)


def poster(view: YearView, school: School, *, paper: Paper, black: bool) -> bytes:
    """Of the themes that have an answer, in the language of the view. Raises RuleBroken while there is none."""
    code = code_of(view.year)
    link, short = typed_at()
    with override(view.language):
        shown = [_did(theme, view.language) for theme in view.answered]
        when = _("schooljaar %(year)s") % {"year": view.year}
    return on_a_poster(
        shown, school=school, when=when, language=view.language, paper=paper, black=black, has_dutch=view.has_dutch,
        link=codes.address(code["link"]) if code else link, short=short, code=code.get("printed", ""),
    )  # fmt: skip


def newsletter(view: YearView, school: School) -> tuple[str, str]:
    """Plain text and html to paste, as for one evening."""
    with override(view.language):
        shown = [_did(theme, view.language) for theme in view.answered]
        when = _("schooljaar %(year)s") % {"year": view.year}
    return block_to_paste(shown, when=when, language=view.language, school=school, code=code_of(view.year).get("printed", ""))


def _did(theme: YearTheme, language: str) -> Did:
    answer = theme.answers[0]
    action = answer.given.action
    words = report_rules.shortened(answer.text, MOST_ON_POSTER)
    return Did(
        title=Told(theme.title, theme.language, language).inside,
        count=theme.count,
        answer_kind=KINDS[answer.kind],
        answer=Told(words, answer.language, language).inside,
        state=done_words(action.state, action.done_on, action.due_on) if action else news_words(_ahead(answer.given.news_on)),
    )


def _ahead(day: dt.date | None) -> dt.date | None:
    """A sheet on the wall promises nothing that lies behind."""
    return day if day and day >= clock.today() else None
