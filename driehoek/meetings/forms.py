"""The only border for input. A long text is refused with a message, never cut; what was typed stays."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.clock import SCHOOL_TIME
from driehoek.library.reading import load_template, template_keys
from driehoek.people.models import StaffMember
from driehoek.schools.calendar import school_calendar
from driehoek.web.forms import ClockInput, DayInput

from . import rules
from .models import Meeting, OwnTemplate
from .queries.calendar import DayWords, about_day
from .queries.runbook import FORMS
from .rules import EARLIER, OWN

FARTHEST = dt.timedelta(days=730)
WEEKS_AHEAD = 10
THURSDAY = 3
FIRST_TEMPLATE = "parents_meeting"
STARTS = {"coffee_morning": dt.time(8, 30)}
MOST_EARLIER = 8


class Line(forms.CharField):
    """Text without a `maxlength` in the page: nothing pasted is cut off silently."""

    def __init__(self, most: int, **options: Any) -> None:
        super().__init__(max_length=most, **options)
        self.error_messages["required"] = gettext_lazy("Vul dit nog in.")
        self.widget.attrs.pop("maxlength", None)

    def run_validators(self, value: str) -> None:
        if value and self.max_length is not None and len(value) > self.max_length:
            over = len(value) - self.max_length
            raise forms.ValidationError(
                ngettext(
                    "Dit is %(over)s teken te lang (hoogstens %(most)s).",
                    "Dit is %(over)s tekens te lang (hoogstens %(most)s).",
                    over,
                )
                % {"over": over, "most": self.max_length}
            )
        super().run_validators(value)


def text(most: int, label: Any, *, rows: int = 3, **options: Any) -> Line:
    return Line(most, label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}), **options)


def a_day(label: Any, **options: Any) -> forms.DateField:
    wrong = gettext_lazy("Dit is geen datum. Kies een dag in de kalender.")
    return forms.DateField(
        label=label, widget=DayInput, error_messages={"invalid": wrong, "required": gettext_lazy("Kies een dag.")}, **options
    )


def a_time(label: Any, **options: Any) -> forms.TimeField:
    wrong = gettext_lazy("Dit is geen tijd. Typ bijvoorbeeld 19:00.")
    return forms.TimeField(
        label=label, widget=ClockInput, error_messages={"invalid": wrong, "required": gettext_lazy("Kies een tijd.")}, **options
    )


def number(label: Any, least: int, most: int, **options: Any) -> forms.IntegerField:
    span = format_lazy(gettext_lazy("Kies een heel getal van {least} tot en met {most}."), least=least, most=most)
    errors = dict.fromkeys(("invalid", "min_value", "max_value", "required"), span)
    return forms.IntegerField(label=label, min_value=least, max_value=most, error_messages=errors, **options)


class MeetingForm(forms.Form):
    """A new meeting. `key` makes the same form sent twice one meeting."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    sure_of = forms.CharField(widget=forms.HiddenInput, required=False)
    template = forms.ChoiceField(
        label=gettext_lazy("Soort bijeenkomst"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Kies een soort."),
            "invalid_choice": gettext_lazy("Kies een soort uit de lijst."),
        },
    )
    title = Line(
        200,
        label=gettext_lazy("Titel"),
        required=False,
        help_text=gettext_lazy("Zo staat de bijeenkomst in de uitnodiging. Leeg: dan krijgt ze de naam van de soort."),
    )
    day = a_day(gettext_lazy("Dag"))
    time = a_time(gettext_lazy("Begin"), help_text=gettext_lazy("De tijd in de uitnodiging. De inloop begint iets eerder."))
    place = Line(200, label=gettext_lazy("Plaats"), help_text=gettext_lazy("Bijvoorbeeld: aula, ingang aan het plein."))
    tables = number(
        gettext_lazy("Aantal tafels"),
        1,
        rules.MOST_TABLES,
        help_text=gettext_lazy("Zes tot acht mensen per tafel praat prettig. Je kunt dit later nog veranderen."),
    )
    interpreter = forms.BooleanField(
        label=gettext_lazy("We bieden een tolk aan"),
        required=False,
        help_text=gettext_lazy(
            "Met een vinkje vraagt de uitnodiging wie een tolk wil, en in welke taal. Jullie regelen die dan."
        ),
    )
    childcare = forms.BooleanField(
        label=gettext_lazy("We bieden kinderopvang aan"),
        required=False,
        help_text=gettext_lazy("Met een vinkje vraagt de uitnodiging hoeveel kinderen er meekomen. Er moet dan iemand oppassen."),
    )
    reply_by = a_day(
        gettext_lazy("Antwoorden vóór"),
        required=False,
        help_text=gettext_lazy("Laat je dit leeg? Dan wordt het een week voor de bijeenkomst."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["template"].choices = sources()

    def settle_on(self, chosen: str) -> str:
        """Ask no more what it is made from; its name, or '' when it can't be chosen (any more)."""
        if not self.fields["template"].valid_value(chosen):
            return ""
        self.fields["template"].widget = forms.HiddenInput()
        return title_for(chosen, "")

    def clean_day(self) -> dt.date:
        return coming(self.cleaned_data["day"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        chosen, starts, reply_by = cleaned.get("day"), cleaned.get("time"), cleaned.get("reply_by")
        if chosen and chosen != self.initial.get("day"):
            ask_about(self, chosen)
        cleaned.pop("sure_of", None)
        if cleaned.get("template") and "title" not in self.errors:
            cleaned["title"] = title_for(cleaned["template"], cleaned.get("title", ""))
        if chosen and starts and not rules.wall_time_exists(chosen, starts):
            self.add_error("time", _("Die nacht gaat de klok vooruit: deze tijd bestaat niet."))
        if chosen and not reply_by and "reply_by" not in self.errors:
            cleaned["reply_by"] = max(chosen - dt.timedelta(days=7), min(clock.today(), chosen))
        elif chosen and reply_by and reply_by > chosen:
            self.add_error("reply_by", _("Deze dag is na de bijeenkomst. Kies een eerdere dag."))
        elif reply_by and reply_by < clock.today() and reply_by != self.initial.get("reply_by"):
            self.add_error("reply_by", _("Deze dag is al voorbij. Kies een dag die nog komt."))
        return cleaned


def ask_about(form: forms.Form, chosen: dt.date) -> None:
    """A day on which few may come is asked about once, with the field `sure_of`; the same day sent again is a yes."""
    words = against(about_day(chosen))
    if words and form.data.get("sure_of") != chosen.isoformat():
        form.data = form.data.copy()
        form.data["sure_of"] = chosen.isoformat()
        form.add_error("day", words)


def against(day: DayWords) -> str:
    """What speaks against a day, and what to do; '' when nothing does."""
    names = [name for name in [day.free, *day.avoided] if name]
    if not names:
        return ""
    return _("Op deze dag: %(names)s. Kies een andere dag, of druk nog een keer op de knop als het toch deze moet zijn.") % {
        "names": ", ".join(names)
    }


def coming(chosen: dt.date) -> dt.date:
    if chosen < clock.today():
        raise forms.ValidationError(_("Deze dag is al voorbij. Kies een dag die nog komt."))
    if chosen > clock.today() + FARTHEST:
        raise forms.ValidationError(_("Deze dag is meer dan twee jaar weg. Klopt het jaar?"))
    return chosen


def first_values(chosen: str = FIRST_TEMPLATE, day: str = "") -> dict[str, Any]:
    """What a new form already says: the first good Thursday from ten weeks on at seven, offering what the kind asks for.

    `day`: one that was agreed elsewhere ('2026-11-19'); what is no coming day is passed over.
    """
    ahead = clock.today() + dt.timedelta(weeks=WEEKS_AHEAD)
    thursday = ahead + dt.timedelta(days=(THURSDAY - ahead.weekday()) % 7)
    weeks = [thursday + dt.timedelta(weeks=number) for number in range(WEEKS_AHEAD)]
    calendar = school_calendar()
    thursday = next((one for one in weeks if not calendar.free(one) and not calendar.avoided(one)), thursday)
    thursday = _agreed(day) or thursday
    interpreter, childcare = offered(chosen)
    return {
        "key": clock.new_id(),
        "template": chosen,
        "title": "",
        "day": thursday,
        "time": STARTS.get(chosen, dt.time(19)),
        "tables": 6,
        "interpreter": interpreter,
        "childcare": childcare,
        "reply_by": max(thursday - dt.timedelta(days=7), min(clock.today(), thursday)),
    }


def _agreed(day: str) -> dt.date | None:
    try:
        return coming(dt.date.fromisoformat(day))
    except (ValueError, forms.ValidationError):
        return None


def offered(choice: str) -> tuple[bool, bool]:
    """Interpreters and child care: as the earlier meeting had them, or both where the template counts on them."""
    kind, _colon, key = choice.partition(":")
    if choice.startswith(EARLIER) and (earlier := _row(Meeting.objects.select_related("occasion"), key)):
        return earlier.occasion.has_interpreter, earlier.occasion.has_childcare
    own = _row(OwnTemplate.objects, key) if choice.startswith(OWN) else None
    base = own.based_on if own else kind
    counts = base in template_keys() and "interpreters" in load_template(base).preparation
    return counts, counts


def _row(rows: Any, key: str) -> Any:
    try:
        return rows.filter(pk=uuid.UUID(key)).first()
    except ValueError:
        return None


def sources() -> list[Any]:
    """What a meeting can be made from: what ships, the school's own run-books, and meetings that were held."""
    language = get_language() or "nl"
    templates = [load_template(key) for key in template_keys()]
    shipped = [(one.key, _described(one.title.say(language), one.minutes, one.aim.say(language))) for one in templates]
    groups: list[Any] = [*shipped]
    if own := own_choices():
        groups.append((_("Eigen draaiboeken"), own))
    if held := earlier_choices():
        groups.append((_("Zoals een eerdere bijeenkomst"), held))
    return groups


def own_choices() -> list[tuple[str, str]]:
    return [(f"{OWN}{one.pk}", one.title) for one in OwnTemplate.objects.all()]


def earlier_choices() -> list[tuple[str, str]]:
    return [(f"{EARLIER}{row.pk}", held_words(row)) for row in _earlier_ones()]


def _described(title: str, minutes: int, aim: str) -> Any:
    words = ngettext("%(n)s minuut", "%(n)s minuten", minutes) % {"n": minutes}
    return format_html('<b>{}</b> <span class="soft">· {}</span><br><span class="soft">{}</span>', title, words, aim)


def _earlier_ones() -> list[Meeting]:
    rows: Any = Meeting.objects.select_related("occasion").filter(occasion__starts_at__gt=clock.now() - FARTHEST)
    return list(rows[:MOST_EARLIER])


def held_words(meeting: Meeting) -> str:
    return f"{meeting.occasion.title} · {date_format(meeting.occasion.starts_at.astimezone(SCHOOL_TIME), 'j F Y')}"


def title_for(choice: str, typed: str) -> str:
    """What was typed, or the name of what was chosen. Parents read the Dutch one until it is shown in their language."""
    if typed:
        return typed
    if choice in template_keys():
        return load_template(choice).title.say("nl")
    key = choice.partition(":")[2]
    if choice.startswith(OWN):
        return str(OwnTemplate.objects.get(pk=key))
    return str(Meeting.objects.select_related("occasion").get(pk=key))


class DetailsForm(MeetingForm):
    """What was agreed about a meeting that exists."""

    key = None
    template = None
    end = a_time(gettext_lazy("Einde"), help_text=gettext_lazy("Zo staat het in de uitnodiging."))
    leader = forms.ModelChoiceField(
        None, label=gettext_lazy("Gespreksleider"), required=False, empty_label=gettext_lazy("nog niemand, of iemand van buiten")
    )
    field_order = ("sure_of", "title", "day", "time", "end", "place", "leader", "tables", "interpreter", "childcare", "reply_by")

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        self.meeting = meeting
        forms.Form.__init__(self, *args, initial=_details(meeting), **options)
        self.fields["title"].required = True
        self.fields["title"].help_text = gettext_lazy("Zo staat de bijeenkomst in de uitnodiging.")
        self.fields["leader"].queryset = StaffMember.objects.filter(left_on__isnull=True)

    def clean_day(self) -> dt.date:
        chosen: dt.date = self.cleaned_data["day"]
        return chosen if chosen == self.initial["day"] else coming(chosen)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        begins, ends = cleaned.get("time"), cleaned.get("end")
        if begins and ends and ends <= begins:
            self.add_error("end", _("Het einde moet na het begin zijn."))
        return cleaned


def _details(meeting: Meeting) -> dict[str, Any]:
    occasion = meeting.occasion
    begins, ends = occasion.starts_at.astimezone(SCHOOL_TIME), occasion.ends_at.astimezone(SCHOOL_TIME)
    return {
        "title": occasion.title,
        "day": begins.date(),
        "time": begins.time(),
        "end": ends.time(),
        "place": occasion.place,
        "leader": meeting.leader_id,
        "tables": meeting.table_count,
        "interpreter": occasion.has_interpreter,
        "childcare": occasion.has_childcare,
        "reply_by": occasion.reply_by,
    }


class ItemForm(forms.Form):
    """One item of the run-book."""

    title = Line(120, label=gettext_lazy("Wat"))
    minutes = number(gettext_lazy("Minuten"), 0, 600)
    after = forms.TypedChoiceField(label=gettext_lazy("Komt na"), coerce=int)
    who = Line(120, label=gettext_lazy("Wie"), required=False)
    form = forms.ChoiceField(label=gettext_lazy("Vorm"), choices=[("", "—"), *FORMS.items()], required=False)
    block = Line(
        120, label=gettext_lazy("Blok"), required=False, help_text=gettext_lazy("Onderdelen met dezelfde naam staan bij elkaar.")
    )
    aim = Line(300, label=gettext_lazy("Doel"), required=False)
    spoken = text(
        3000,
        gettext_lazy("Wat er gezegd wordt"),
        rows=8,
        help_text=gettext_lazy("Tussen accolades staat wat straks wordt ingevuld, zoals {aantal_ouders}."),
    )
    needs = Line(300, label=gettext_lazy("Nodig"), required=False)
    remark = Line(300, label=gettext_lazy("Opmerking"), required=False)

    def __init__(self, *args: Any, places: list[tuple[int, str]] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if places is None:
            del self.fields["after"]
        else:
            self.fields["after"].choices = places


class TaskForm(forms.Form):
    title = Line(200, label=gettext_lazy("Taak"))
    owner = forms.ModelChoiceField(None, label=gettext_lazy("Wie"), required=False, empty_label=gettext_lazy("nog niemand"))
    due_on = a_day(gettext_lazy("Klaar op"))
    hours = forms.DecimalField(
        label=gettext_lazy("Uren"), min_value=0, max_value=200, max_digits=4, decimal_places=1, required=False, localize=True,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value", "max_digits", "max_decimal_places", "max_whole_digits"), gettext_lazy("Typ een getal van 0 tot 200, hoogstens één cijfer achter de komma.")),
    )  # fmt: skip
    why = text(400, gettext_lazy("Waarom"), rows=2)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner"].queryset = StaffMember.objects.filter(left_on__isnull=True)

    def clean_hours(self) -> Decimal:
        return self.cleaned_data["hours"] or Decimal(0)

    def clean_due_on(self) -> dt.date:
        chosen: dt.date = self.cleaned_data["due_on"]
        if abs(chosen - clock.today()) > FARTHEST:
            raise forms.ValidationError(_("Deze dag is meer dan twee jaar weg. Klopt het jaar?"))
        return chosen
