"""What people react to or give dots to: from the library, from the board, written here, or proposed by who takes part."""

import uuid
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.invitations import words as inviting
from driehoek.invitations.models import Occasion
from driehoek.library.reading import load_template
from driehoek.library.shapes import Statement as LibraryStatement
from driehoek.library.texts import Text
from driehoek.people.queries.naming import names_of_school

from .. import poll_rules, rules
from ..models import Contribution, Poll, PollSort, Reaction, Standing, Statement, StatementSource, TextSort, Theme
from ..personal import Recogniser, without
from ..queries import library
from ..signals import tell_changed
from . import words
from .polling import held, state_of, was_looked_at

VERBS = {"approve": "approve", "park": "park", "wait": "back_to_waiting"}


def audience_of(occasion: Occasion) -> str:
    """Who sits there: of the kind of meeting, and parents among them where that is unknown."""
    kind = inviting.kind_of(occasion.pk)
    return load_template(kind).audience if kind else "mixed"


def offered(poll: Poll) -> list[LibraryStatement]:
    """Statements of the library that this occasion may see and that are not in this round yet. For dots: themes' names."""
    have = set(Statement.objects.filter(poll=poll).exclude(library_key="").values_list("library_key", flat=True))
    audience = audience_of(poll.occasion)
    sort = TextSort.STATEMENT if poll.sort == PollSort.STATEMENTS else TextSort.THEME
    found = [one for one in library.things(sort, for_meeting=audience) if one.key not in have]
    if sort == TextSort.STATEMENT:
        return [one for one in found if isinstance(one, LibraryStatement)]
    return [LibraryStatement(one.key, one.title, one.audience, "", one.meaning) for one in found]


def add_from_library(*, poll: Poll, keys: Iterable[str], sector: str, by: Who) -> int:
    """Put these of the library in, with every translation; how many came in. What is for the team can't be among them."""
    wanted = set(keys)
    now = _may_grow(held(poll), len(wanted))
    chosen = [one for one in offered(now) if one.key in wanted]
    rows = [
        Statement(
            poll=now,
            text=one.text.say("nl", sector)[: poll_rules.MOST_STATEMENT],
            translations=_translated(one.text, sector),
            library_key=one.key if len(one.key) <= 40 else "",
            source=StatementSource.LIBRARY,
            position=_next(now) + number,
        )
        for number, one in enumerate(chosen)
    ]
    Statement.objects.bulk_create(rows)
    if rows:
        _tell("statement-add", now, by)
    return len(rows)


def _translated(text: Text, sector: str) -> dict[str, str]:
    return {code: text.say(code, sector)[: poll_rules.MOST_STATEMENT] for code in text.languages if code != "nl"}


def add_statement(
    *,
    poll: Poll,
    text: str,
    translations: Mapping[str, str] | None = None,
    theme: Theme | None = None,
    contribution: Contribution | None = None,
    by: Who,
) -> Statement:
    """One in own words. Of a contribution only what may be quoted, and never word for word: what one person said to the
    school is not put before everybody as it stands. RuleBroken 422 'verbatim', 409 'not-approved'."""
    now = _may_grow(held(poll), 1)
    said = _line(text)
    if contribution is not None:
        if contribution.occasion_id != now.occasion_id or not contribution.may_be_quoted:
            raise RuleBroken("not-approved", _("Deze inbreng is (nog) niet vrijgegeven. Kies een andere."))
        if _bare(said) == _bare(contribution.text):
            raise RuleBroken(
                "verbatim", _("Schrijf het in andere woorden: wat één mens zei, hoort zo niet voor iedereen te staan."), 422
            )
        theme = contribution.theme
    if theme is not None and theme.occasion_id != now.occasion_id:
        raise RuleBroken("theme", _("Dit thema hoort bij een andere avond."), 422)
    row: Statement = Statement.objects.create(
        poll=now,
        text=said,
        translations=_tongues(translations or {}),
        library_key=theme.library_key if theme and theme.title == said else "",
        source=StatementSource.BOARD if theme or contribution else StatementSource.OWN,
        theme=theme,
        position=_next(now),
    )
    _tell("statement-add", now, by)
    return row


def change_statement(*, statement: Statement, text: str, translations: Mapping[str, str], by: Who) -> None:
    """Other words, as long as nobody reacted to the ones that stand there: otherwise people would have said yes to something else.

    Translations may always be added or mended.
    """
    now = held(statement.poll)
    said = _line(text)
    if said != statement.text:
        if Reaction.objects.filter(statement=statement).exists():
            raise RuleBroken("reacted", _("Hier is al op gereageerd. Maak een nieuwe stelling; deze kun je apart leggen."))
        if statement.source == StatementSource.LIBRARY:
            statement.source, statement.library_key = StatementSource.OWN, ""
    statement.text, statement.translations = said, _tongues(translations)
    statement.save(update_fields=["text", "translations", "source", "library_key"])
    _tell("statement-change", now, by)


def move_statement(*, statement: Statement, step: int, by: Who) -> None:
    """One place up (-1) or down (1), in the list of who makes it; everybody meets them in an order of their own."""
    now = held(statement.poll)
    rows = list(Statement.objects.filter(poll=now, standing=Standing.APPROVED))
    here = next((place for place, row in enumerate(rows) if row.pk == statement.pk), None)
    if here is None or not 0 <= here + step < len(rows):
        return
    rows.insert(here + step, rows.pop(here))
    for place, row in enumerate(rows):
        row.position = place
    Statement.objects.bulk_update(rows, ["position"])
    _tell("statement-move", now, by)


def remove_statement(*, statement: Statement, by: Who) -> dict[str, object]:
    """Take it out before the round was opened; what is needed to put it back. Afterwards it can be put apart."""
    now = held(statement.poll)
    if now.opened_at:
        raise RuleBroken("opened", _("De ronde is al open geweest. Leg de stelling apart: dan ziet niemand hem meer."))
    here = Statement.objects.filter(pk=statement.pk).first() or statement
    kept: dict[str, object] = {
        name: getattr(here, name) for name in ("text", "translations", "library_key", "source", "position", "standing")
    }
    kept |= {"id": str(statement.pk), "poll": str(now.pk), "theme": str(statement.theme_id or "")}
    Statement.objects.filter(pk=statement.pk).delete()
    _tell("statement-remove", now, by)
    return kept


def put_back_statement(*, poll: Poll, kept: Mapping[str, object], by: Who) -> bool:
    """Undo of a removal; False when that is no longer possible."""
    now = held(poll)
    if now.opened_at or kept.get("poll") != str(now.pk):
        return False
    theme = Theme.objects.filter(pk=kept["theme"]).first() if kept.get("theme") else None
    values = {name: value for name, value in kept.items() if name not in {"id", "poll", "theme"}}
    row = Statement(id=uuid.UUID(str(kept["id"])), poll=now, theme=theme, **values)
    Statement.objects.bulk_create([row], ignore_conflicts=True)
    _tell("statement-put-back", now, by)
    return True


def judge_statement(*, statement: Statement, verdict: str, by: Who) -> None:
    """Let a proposal in ('approve'), put one apart ('park'), or let it wait again ('wait'). The trail names the round alone:
    with its time a line about the proposal would point at who wrote it."""
    now = held(statement.poll)
    verb = VERBS.get(verdict)
    if verb is None:
        raise RuleBroken("verb", _("Laad de pagina opnieuw."), 422)
    here = Statement.objects.get(pk=statement.pk)
    goal = rules.becomes(verb)
    if here.standing == goal:
        return
    if not rules.may(verb, here.standing):
        raise RuleBroken("decided", _("Een collega heeft dit net apart gelegd. Zo staat het nu."))
    if Standing.APPROVED in (goal, here.standing) and was_looked_at(now):
        raise RuleBroken(
            "looked", _("Iemand heeft de uitslag al gezien. Daarom blijft alles in deze ronde staan zoals het staat.")
        )
    if verb == "approve":
        _may_grow(now, 1)
        here.position = _next(now)
        if here.source == StatementSource.PARTICIPANT:
            _take_names_out(here)
    here.standing = goal
    here.save(update_fields=["standing", "position", "text", "translations"])
    statement.standing = goal
    _tell(f"statement-{verdict}", now, by)


def _take_names_out(row: Statement) -> None:
    """What is surely personal is masked before anybody else sees a proposal."""
    names = Recogniser(names_of_school())
    said = {text: without(text, names.spans(text)) for text in {row.text, *row.translations.values()}}
    row.translations = {code: said[text] for code, text in row.translations.items()}
    row.text = said[row.text]


def _may_grow(poll: Poll, count: int) -> Poll:
    if state_of(poll) == poll_rules.CLOSED or state_of(poll) == poll_rules.SHOWN:
        raise RuleBroken("closed", _("Deze ronde is gesloten. Er kan niets meer bij."))
    rows = Statement.objects.filter(poll=poll, standing=Standing.APPROVED)
    if rows.count() + count > poll_rules.MOST_STATEMENTS:
        raise RuleBroken("full", _("Er passen %(most)s in één ronde.") % {"most": poll_rules.MOST_STATEMENTS}, 422)
    if poll.sort == PollSort.DOTS and Reaction.objects.filter(statement__poll=poll).exists():
        raise RuleBroken(
            "ballots", _("Er zijn al stippen gegeven. Wie al koos, zag dit er niet bij staan. Maak een nieuwe ronde.")
        )
    return poll


def _next(poll: Poll) -> int:
    last = Statement.objects.filter(poll=poll).aggregate(last=Max("position"))["last"]
    return 0 if last is None else min(last + 1, 32_000)


def _tell(act: str, poll: Poll, by: Who) -> None:
    trail.write(act, by=by, on=poll)
    tell_changed(poll.occasion)


def _line(text: str) -> str:
    return words.take_line(
        text, poll_rules.MOST_STATEMENT, empty=_("Er staat nog niets. Schrijf de zin op waar mensen op reageren.")
    )


def _bare(text: str) -> str:
    return "".join(mark for mark in text.casefold() if mark.isalnum())


def _tongues(given: Mapping[str, str]) -> dict[str, str]:
    known = [code for code, _name in settings.LANGUAGES if code != "nl"]
    lines = {code: words.take_line(given.get(code, ""), poll_rules.MOST_STATEMENT, optional=True) for code in known}
    return {code: line for code, line in lines.items() if line}
