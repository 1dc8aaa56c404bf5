"""The run-book of a meeting as screen and paper show it: clock times, fill-ins, and what still has to be checked."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from driehoek.clock import SCHOOL_TIME
from driehoek.invitations.models import ClassInvitation, Reply
from driehoek.invitations.queries.open_replies import unnamed
from driehoek.library.reading import load_template, word
from driehoek.library.shapes import FillIn, MeetingTemplate
from driehoek.library.texts import GAP
from driehoek.schools.asked import Asked
from driehoek.schools.models import School
from driehoek.voices.models import TextSort, Theme, Voice
from driehoek.voices.queries import library
from driehoek.web.days import written

from .. import rules
from ..models import Attendee, Meeting, MeetingTable, ProgrammeItem

FORMS = {
    "free": gettext_lazy("vrij"),
    "circle": gettext_lazy("kring"),
    "arena": gettext_lazy("binnen- en buitenring"),
    "tables": gettext_lazy("tafels"),
}


def clock_words(moment: dt.datetime) -> str:
    """'19.05', as Dutch schools write it."""
    return moment.astimezone(SCHOOL_TIME).strftime("%H.%M")


def day_words(moment: dt.datetime) -> str:
    """'donderdag 10 december 2026'."""
    return written(moment.astimezone(SCHOOL_TIME), "l j F Y")


@dataclass(frozen=True)
class Line:
    """One item with its clock time; `spoken` is filled in as far as is known."""

    id: uuid.UUID
    starts: str
    minutes: int
    title: str
    aim: str
    form: str
    who: str
    spoken: str
    needs: str
    remark: str
    stages: str
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class Block:
    title: str
    aim: str
    lines: list[Line]


@dataclass(frozen=True)
class Audience:
    parents: int
    school: int
    classes: list[str]
    functions: list[str]
    people: int = 0  # on the list of the meeting
    seated: int = 0


@dataclass(frozen=True)
class Blank:
    """A fill-in of the spoken texts. `computed` is what Driehoek would say, `typed` what somebody typed instead."""

    name: str
    label: str
    help: str
    computed: str
    typed: str
    is_used: bool
    holds: str = "words"  # number, time, name or words

    @property
    def value(self) -> str:
        return self.typed or self.computed


@dataclass(frozen=True)
class RunBook:
    meeting: Meeting
    items: list[ProgrammeItem]
    blocks: list[Block]
    audience: Audience
    blanks: list[Blank]
    walk_in: str
    begins: str
    ends: str
    promised: str
    over: int  # minutes past the promised end; negative: earlier
    tables: int
    table_time: rules.TableTime | None

    @cached_property
    def open(self) -> list[Blank]:
        """Still to fill in before printing."""
        return [blank for blank in self.blanks if blank.is_used and not blank.value]

    @property
    def times(self) -> str:
        """'inloop 18.45, begin 19.00, einde 21.00'."""
        if self.walk_in == self.begins:
            return _("begin %(begins)s, einde %(ends)s") % {"begins": self.begins, "ends": self.promised}
        return _("inloop %(walk_in)s, begin %(begins)s, einde %(ends)s") % {
            "walk_in": self.walk_in, "begins": self.begins, "ends": self.promised,
        }  # fmt: skip

    @property
    def end_words(self) -> str:
        if self.over == 0:
            return _("Einde om %(ends)s uur: precies op tijd.") % {"ends": self.ends}
        minutes = abs(self.over)
        if self.over > 0:
            return ngettext(
                "Einde om %(ends)s uur: loopt %(count)s minuut uit. Afgesproken is %(promised)s uur.",
                "Einde om %(ends)s uur: loopt %(count)s minuten uit. Afgesproken is %(promised)s uur.",
                minutes,
            ) % {"ends": self.ends, "count": minutes, "promised": self.promised}
        return ngettext(
            "Einde om %(ends)s uur: %(count)s minuut over. Afgesproken is %(promised)s uur.",
            "Einde om %(ends)s uur: %(count)s minuten over. Afgesproken is %(promised)s uur.",
            minutes,
        ) % {"ends": self.ends, "count": minutes, "promised": self.promised}

    @property
    def table_words(self) -> str:
        """What the tables need against what the presentations give; '' when there are none."""
        if self.table_time is None:
            return ""
        facts = {"tables": self.tables, "minutes": self.table_time.minutes, "needed": self.table_time.minutes_needed}
        if self.table_time.fits:
            return _("%(tables)s tafels × 1 minuut past in de %(minutes)s minuten voor de tafels.") % facts
        return (
            _(
                "%(tables)s tafels × 1 minuut past niet in %(minutes)s minuten. Neem %(needed)s minuten, of hang de bladen op en loop erlangs."
            )
            % facts
        )


def run_book(meeting: Meeting) -> RunBook:
    """Everything of one run-book: three queries, whatever the length."""
    items = _programme(meeting=meeting.pk)
    tables = items[0].tables_in_hall if items else 0  # without a programme nobody speaks of tables
    template = load_template(meeting.template)
    occasion = meeting.occasion
    heard = audience(meeting)
    school = meeting.school
    blanks = _blanks(meeting, template, items, school, heard, tables)
    starts = rules.starts(items, occasion.starts_at)
    return RunBook(
        meeting=meeting,
        items=items,
        blocks=_blocks(items, starts, template, school.sector, {blank.name: blank.value for blank in blanks}),
        audience=heard,
        blanks=blanks,
        walk_in=clock_words(starts[0]) if starts else clock_words(occasion.starts_at),
        begins=clock_words(occasion.starts_at),
        ends=clock_words(rules.ends(items, occasion.starts_at)),
        promised=clock_words(occasion.ends_at),
        over=rules.minutes_over(items, occasion.starts_at, occasion.ends_at),
        tables=tables,
        table_time=rules.table_time(items, tables),
    )


def _items_of(meeting: uuid.UUID) -> Any:
    there = MeetingTable.objects.filter(meeting=meeting).order_by().values("meeting_id")
    in_hall = Coalesce(Subquery(there.annotate(count=Count("pk")).values("count")), 0)
    return ProgrammeItem.objects.filter(meeting=meeting).annotate(tables_in_hall=in_hall)


_programme = Asked(_items_of)


def _blocks(
    items: list[ProgrammeItem], starts: list[dt.datetime], template: MeetingTemplate, sector: str, values: dict[str, str]
) -> list[Block]:
    aims = {block.title.say("nl", sector): block.aim.say("nl", sector) for block in template.blocks}
    blocks: list[Block] = []
    for number, (item, moment) in enumerate(zip(items, starts, strict=True)):
        if not blocks or blocks[-1].title != item.block:
            blocks.append(Block(item.block, aims.get(item.block, ""), []))
        blocks[-1].lines.append(_line(item, moment, values, number == 0, number == len(items) - 1))
    return blocks


def _line(item: ProgrammeItem, moment: dt.datetime, values: dict[str, str], is_first: bool, is_last: bool) -> Line:
    return Line(
        id=item.pk,
        starts=clock_words(moment),
        minutes=item.minutes,
        title=item.title,
        aim=item.aim,
        form=str(FORMS.get(item.form, item.form)),
        who=item.who,
        spoken=filled(item.spoken, values),
        needs=item.needs,
        remark=item.remark,
        stages=item.stages,
        is_first=is_first,
        is_last=is_last,
    )


def filled(text: str, values: dict[str, str]) -> str:
    """Spoken text with its fill-ins; a gap where a value is missing."""
    return rules.PLACE.sub(lambda match: values.get(match[1], "").strip() or GAP, text)


def audience(meeting: Meeting) -> Audience:
    """Who will be there: the list of the meeting once it is made, until then the replies."""
    rows = _groups(meeting=meeting.pk)
    parents = sum(count for voice, _function, count, _seated in rows if voice == Voice.PARENTS)
    invited = _classes(occasion=meeting.occasion_id)
    years = [level for year, name, *_sums in invited for level in (year.split(",") if year else [name])]
    parents = parents or next(((named or 0) + (nameless or 0) for *_class, named, nameless in invited), 0)
    return Audience(
        parents=parents,
        school=sum(count for voice, _function, count, _seated in rows if voice == Voice.SCHOOL),
        classes=list(dict.fromkeys(years)),
        functions=sorted({function.lower() for _voice, function, _count, _seated in rows if function}),
        people=sum(count for _voice, _function, count, _seated in rows),
        seated=sum(seats for _voice, _function, _count, seats in rows),
    )


def _groups_of(meeting: uuid.UUID) -> Any:
    seated = Count("seats", filter=Q(seats__round=1), distinct=True)
    groups = Attendee.objects.filter(meeting=meeting).order_by().values_list("voice", "staff__function")
    return groups.annotate(count=Count("id", distinct=True), seated=seated)


def _classes_of(occasion: uuid.UUID) -> Any:
    replies = Reply.objects.filter(invitation__occasion_id=occasion).order_by().values("invitation__occasion_id")
    coming = Subquery(replies.annotate(sum=Sum("coming")).values("sum"))  # one sum for the whole, not one a class
    open_ = unnamed(class_invitation__occasion_id=occasion).order_by().values("class_invitation__occasion_id")
    openly = Subquery(open_.annotate(sum=Sum("coming")).values("sum"))
    classes = ClassInvitation.objects.filter(occasion_id=occasion).order_by("school_class__sort_key", "pk")
    return classes.values_list("school_class__year_level", "school_class__name", coming, openly)


_groups, _classes = Asked(_groups_of), Asked(_classes_of)


def _blanks(
    meeting: Meeting, template: MeetingTemplate, items: list[ProgrammeItem], school: School, heard: Audience, tables: int
) -> list[Blank]:
    used = list(dict.fromkeys(name for item in items for name in rules.fill_ins_in(item.spoken)))
    known = {one.name: one for one in template.fill_ins}
    computed = _computed(meeting, items, school, heard, tables) | about(meeting, used, school.sector)
    names = [*used, *(name for name in known if name not in used)]
    return [_blank(name, known.get(name), computed.get(name, ""), meeting, school.sector, name in used) for name in names]


def _blank(name: str, known: FillIn | None, computed: str, meeting: Meeting, sector: str, is_used: bool) -> Blank:
    language = get_language() or "nl"
    label = known.label.say(language, sector) if known else name.replace("_", " ").capitalize()
    help_text = known.help.say(language, sector) if known else ""
    holds = known.holds if known else "words"
    return Blank(name, label, help_text, computed, meeting.fill_ins.get(name, ""), is_used, holds)


def _computed(meeting: Meeting, items: list[ProgrammeItem], school: School, heard: Audience, tables: int) -> dict[str, str]:
    """The fill-ins that need no typing. What nobody knows yet is left out, so that it stays open."""
    occasion = meeting.occasion
    values = {
        "naam_school": school.name,
        "thema": occasion.title[:1].lower() + occasion.title[1:],
        "eindtijd": clock_words(rules.ends(items, occasion.starts_at)),
        "datum_verslag": date_format(occasion.starts_at.astimezone(SCHOOL_TIME) + dt.timedelta(days=1), "l j F"),
        "aantal_tafels": str(tables or ""),
        "aantal_ouders": str(heard.parents or ""),
        "aantal_medewerkers": str(heard.school or ""),
        "leerjaren": _years(heard.classes, school.sector),
        "functies": listed(heard.functions),
        "naam_gespreksleider": str(meeting.leader or ""),
    }
    return {name: value for name, value in values.items() if value}


def about(meeting: Meeting, used: Collection[str], sector: str) -> dict[str, str]:
    """What the spoken texts say of the first theme that was chosen, and of the class when just one is invited.

    Asked only where a text uses it. `onderwerp` is a title in the middle of a sentence; a theme without an introduction has none.
    """
    values: dict[str, str] = {}
    if {"onderwerp", "inleiding_thema"} & set(used):
        theme = Theme.objects.filter(occasion_id=meeting.occasion_id).first()
        ours = library.thing(TextSort.THEME, theme.library_key) if theme else None
        values["onderwerp"] = theme.title[:1].lower() + theme.title[1:] if theme else ""
        values["inleiding_thema"] = ours.opening.say("nl", sector).strip() if ours and ours.opening else ""
    if {"naam_klas", "naam_mentor"} & set(used):
        invited = list(
            ClassInvitation.objects.filter(occasion_id=meeting.occasion_id).select_related("school_class", "sender")[:2]
        )
        if len(invited) == 1:
            values["naam_klas"], values["naam_mentor"] = invited[0].school_class.name, str(invited[0].sender or "")
    return {name: value for name, value in values.items() if value}


def _years(classes: list[str], sector: str) -> str:
    """'groep 1, 2 en 3'; a class that has a name of its own keeps it."""
    if not classes:
        return ""
    if all(name.isdigit() for name in classes):
        return f"{word('year' if len(classes) == 1 else 'years', sector, 'nl')} {listed(classes)}"
    return listed(classes)


def listed(words: list[str]) -> str:
    """'a, b en c'."""
    if len(words) < 2:
        return "".join(words)
    return _("%(most)s en %(last)s") % {"most": ", ".join(words[:-1]), "last": words[-1]}
