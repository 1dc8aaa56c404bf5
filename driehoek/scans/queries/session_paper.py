"""A session on paper, filled in with what is known of it."""

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from driehoek.access import codes
from driehoek.clock import SCHOOL_TIME
from driehoek.documents.session_papers import Part, Sheet, hanging_sheets, session_paper
from driehoek.schools.models import School
from driehoek.web.days import written

from ..models import SessionKind, TeamSession
from . import session_guide
from .session_outcome import agreed_words, outcome_of
from .session_screen import groups


def _when(session: TeamSession) -> str:
    if session.starts_at is None:
        return ""
    local = session.starts_at.astimezone(SCHOOL_TIME)
    return f"{written(local, 'l j F Y')}, {local:%H.%M}"


def _join(session: TeamSession) -> tuple[str, str]:
    """(the address of the code, the code)."""
    code = codes.codes_for("session", [session.pk]).get(session.pk, {}).get("hall", "")
    return (codes.address(code), code) if code else ("", "")


def guide_pdf(session: TeamSession, school: School) -> bytes:
    """Every part with its minutes, what to say, what is needed, and how to do it on paper."""
    language = get_language() or "nl"
    guide = session_guide.guide(session.kind)
    parts, passed = [], 0
    for one in guide.steps:
        minutes = ngettext("%(n)s minuut", "%(n)s minuten", one.minutes) % {"n": one.minutes}
        rows = [
            (_("Doel"), one.aim.say(language, school.sector)),
            (_("Zeg bijvoorbeeld"), one.say.say(language, school.sector)),
            (_("Nodig"), one.needed.say(language, school.sector)),
            (_("Op papier"), one.on_paper.say(language, school.sector)),
        ]
        lines = []
        if one.key == "spread":
            lines = [f"{text} {ask_on}" for text, ask_on in session_guide.questions(school).values()]
        if one.key == "sentences":
            lines = [f"{text} {start}" for text, start in session_guide.closings(school).values()]
        parts.append(
            Part(
                title=one.title.say(language, school.sector), mark=f"{passed}′ · {minutes}", rows=tuple(rows), lines=tuple(lines)
            )
        )
        passed += one.minutes
    link, code = _join(session)
    return session_paper(
        kicker=f"{_('Draaiboek')} · {SessionKind(session.kind).label}",
        title=session.title,
        school=school.name,
        facts=tuple(one for one in (_when(session), str(session.leader or "")) if one),
        intro=(guide.aim.say(language, school.sector), guide.needed.say(language, school.sector)),
        parts=parts,
        link=link,
        code=code,
        language=language,
    )


def sheets_pdf(session: TeamSession, school: School) -> bytes:
    """Five sheets A3 to hang up, with the way in for telephones."""
    link, code = _join(session)
    language = get_language() or "nl"
    found = [
        Sheet(title=one.title, meaning=one.meaning, group=group.title) for group in groups(school) for one in group.partnerships
    ]
    return hanging_sheets(found, school=school.name, title=session.title, link=link, code=code, language=language)


def outcome_pdf(session: TeamSession, school: School) -> bytes:
    """What was agreed, on the sheets and in sentences, and the turnout plan."""
    out = outcome_of(session, school)
    parts = [Part(title=one.title, lines=(one.text,)) for one in (*out.closings, *out.sentences)]
    for sheet in out.sheets:
        rows = []
        for sort, word, notes in agreed_words(sheet):
            sentence = sheet.strength_sentence if sort == "strength" else sheet.ambition_sentence
            said = [one.text + (f" ({one.dots})" if one.dots else "") for one in notes if not one.taken_off]
            if sentence or said:
                rows.append((word, "\n".join([sentence, *said] if sentence else said)))
        parts.append(
            Part(title=sheet.title, mark=sheet.group, rows=tuple(rows), lines=() if rows else (_("Niets afgesproken."),))
        )
    if out.turnout:
        plan = out.turnout.plan
        day = written(plan.meeting_on, "l j F Y") if plan.meeting_on else ""
        parts.append(
            Part(
                title=_("Hoe álle ouders erbij zijn"),
                mark=" · ".join(one for one in (day, out.turnout.programme) if one),
                lines=tuple(one for one in plan.everybody.split("\n") if one.strip()),
                header=(_("Groep of klas"), _("Wie nodigt persoonlijk uit"), _("Wat staat in de weg"), _("Wat regelen we")),
                table=tuple(
                    (str(one.school_class), str(one.inviter or "–"), one.in_the_way or "–", one.arranged or "–")
                    for one in out.turnout.lines
                ),
            )
        )
    return session_paper(
        kicker=f"{_('Uitkomst')} · {out.kind_words}",
        title=session.title,
        school=school.name,
        facts=tuple(one for one in (_when(session),) if one),
        intro=() if parts else (_("Er is nog niets afgesproken."),),
        parts=parts,
        language=get_language() or "nl",
    )
