"""What comes in about sessions of the team. A long text is refused with a message, never cut; what was typed stays."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.clock import SCHOOL_TIME
from driehoek.library.partnership import Partnership
from driehoek.library.reading import load_template, template_keys
from driehoek.people.models import SchoolClass, StaffMember
from driehoek.people.queries.teaching import works_here
from driehoek.web.forms import Across, ClockInput, DayInput

from .models import Fielding, PointSort, SessionKind, TeamSession, TurnoutLine
from .services.session_turnout import Line
from .services.sessions import MOST_TITLE

FARTHEST = dt.timedelta(days=730)
STARTS = dt.time(15, 30)  # when the children have gone home
TITLES = {
    SessionKind.TEAM_SCAN: gettext_lazy("Teamscan"),
    SessionKind.VISION: gettext_lazy("Visiegesprek"),
    SessionKind.RESULT: gettext_lazy("Gesprek over de uitkomst"),
}
MOST_BUDGET, MOST_LINES = 20, 60
NO_DAY = gettext_lazy("Dit is geen datum. Kies een dag in de kalender.")


def _colleagues(chosen: Sequence[Any]) -> QuerySet[StaffMember]:
    """Who works here today, and whoever was chosen before: what is saved can be sent again."""
    found: QuerySet[StaffMember] = StaffMember.objects.filter(
        works_here() | Q(pk__in=[getattr(one, "pk", one) for one in chosen if one])
    )
    return found


def too_long(text: str, most: int) -> str:
    over = len(text) - most
    return ngettext(
        "Dit is %(over)s teken te lang (hoogstens %(most)s).", "Dit is %(over)s tekens te lang (hoogstens %(most)s).", over
    ) % {"over": over, "most": most}


class SessionForm(forms.Form):
    """A session. `key` makes the same form sent twice one session; everything is filled in already."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(choices=SessionKind.choices, widget=forms.HiddenInput)
    title = forms.CharField(label=gettext_lazy("Naam"), error_messages={"required": gettext_lazy("Geef de sessie een naam.")})
    fielding = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Welke uitkomst"),
        empty_label=None,
        error_messages={"required": gettext_lazy("Kies een vragenlijst die gesloten is."), "invalid_choice": gettext_lazy("Kies een vragenlijst die gesloten is.")},
    )  # fmt: skip
    day = forms.DateField(label=gettext_lazy("Dag"), widget=DayInput, required=False, error_messages={"invalid": NO_DAY})
    time = forms.TimeField(
        label=gettext_lazy("Begin"),
        widget=ClockInput,
        required=False,
        error_messages={"invalid": gettext_lazy("Dit is geen tijd. Typ bijvoorbeeld 15:30.")},
    )
    leader = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Wie leidt"),
        required=False,
        empty_label=gettext_lazy("nog niemand"),
        help_text=gettext_lazy("Een trajectbegeleider mag ook. Wie leidt, ziet het scherm met de knoppen."),
    )
    budget = forms.IntegerField(
        label=gettext_lazy("Stippen per persoon"),
        min_value=1,
        max_value=MOST_BUDGET,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), gettext_lazy("Kies een heel getal van 1 tot en met 20.")
        ),
    )

    def __init__(self, *args: Any, kind: str, is_new: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["leader"].queryset = _colleagues([self.initial.get("leader")])
        self.fields["fielding"].queryset = Fielding.objects.filter(frozen_at__isnull=False)
        if kind != SessionKind.RESULT or not is_new:
            del self.fields["fielding"]
        if kind == SessionKind.VISION or is_new:
            del self.fields["budget"]

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        if len(title) > MOST_TITLE:
            raise forms.ValidationError(too_long(title, MOST_TITLE))
        return title

    def clean_day(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["day"]
        if day and not clock.today() - FARTHEST < day < clock.today() + FARTHEST:
            raise forms.ValidationError(_("Deze dag is meer dan twee jaar weg. Klopt het jaar?"))
        return day

    @property
    def starts_at(self) -> dt.datetime | None:
        day: dt.date | None = self.cleaned_data.get("day")
        return clock.at(day, self.cleaned_data.get("time") or STARTS) if day else None


def first_values(kind: str, me: StaffMember | None, fielding: str = "") -> dict[str, Any]:
    """A new session as it is ready to be made: today in a week, half past three, led by who makes it."""
    day = clock.today() + dt.timedelta(days=7)
    while day.weekday() > 4:
        day += dt.timedelta(days=1)
    first = Fielding.objects.filter(frozen_at__isnull=False).first() if kind == SessionKind.RESULT and not fielding else None
    return {
        "key": clock.new_id(), "kind": kind, "title": str(TITLES[SessionKind(kind)]), "day": day, "time": STARTS, "leader": me,
        "fielding": fielding or first,
    }  # fmt: skip


def values_of(session: TeamSession) -> dict[str, Any]:
    starts = session.starts_at.astimezone(SCHOOL_TIME) if session.starts_at else None
    return {
        "key": session.pk, "kind": session.kind, "title": session.title, "day": starts.date() if starts else None,
        "time": starts.time() if starts else None, "leader": session.leader_id, "budget": session.budget,
    }  # fmt: skip


class NoteForm(forms.Form):
    """One note from a phone."""

    key = forms.UUIDField(error_messages=dict.fromkeys(("required", "invalid"), gettext_lazy("Laad de pagina opnieuw.")))
    sheet = forms.ChoiceField(
        choices=Partnership.choices,
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Kies eerst een blad.")),
    )
    sort = forms.ChoiceField(
        choices=PointSort.choices,
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Kies: gaat goed of ambitie.")),
    )
    text = forms.CharField(error_messages={"required": gettext_lazy("Er staat nog niets. Schrijf eerst iets op.")})

    @property
    def first_error(self) -> str:
        return next((str(errors[0]) for errors in self.errors.values()), "")


class AloneForm(forms.Form):
    question = forms.CharField(max_length=40)
    text = forms.CharField(required=False)
    stand = forms.TypedChoiceField(
        choices=[(str(point), str(point)) for point in range(1, 6)], coerce=int, empty_value=None, required=False, widget=Across
    )


def lines_of(text: str) -> list[str]:
    """What was typed, a line each."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def sentences_of(data: Any) -> dict[str, str]:
    """{what it is about: sentence}: of a page with many only those that somebody changed there.

    Line ends are those of a browser, so that what stood there is known again.
    """

    def plain(name: str) -> list[str]:
        return [one.replace("\r\n", "\n") for one in data.getlist(name)[:100]]

    abouts, texts, were = [one[:40] for one in plain("about")], plain("text"), plain("was")
    if len(were) != len(texts):
        return dict(zip(abouts, texts, strict=False))
    return {about: text for about, text, was in zip(abouts, texts, were, strict=False) if text.strip() != was.strip()}


def whole(value: str, most: int) -> int | None:
    """A whole number from 0 on; '' is 0, None for anything else."""
    value = value.strip() or "0"
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 and int(value) <= most else None


def key_of(data: Any) -> uuid.UUID:
    """The key of the form, so that sending it twice is once; a new one when it brings none."""
    return next(iter(as_keys([data.get("key", "")])), None) or clock.secret_id()


def as_keys(values: list[str]) -> list[uuid.UUID]:
    found = []
    for value in values[:200]:
        try:
            found.append(uuid.UUID(value))
        except ValueError:
            continue
    return found


def ballot_of(data: Any) -> dict[uuid.UUID, int]:
    """{note: dots} from fields `dots_<key>`; a plus or minus button without script counts too. −1 for what is no number."""
    found: dict[uuid.UUID, int] = {}
    for name in list(data)[:2000]:
        if not name.startswith("dots_"):
            continue
        for key in as_keys([name.removeprefix("dots_")]):
            number = whole(data.get(name, ""), 99)
            found[key] = -1 if number is None else number
    for name, step in (("more", 1), ("less", -1)):
        for key in as_keys([data.get(name, "")]):
            found[key] = max(0, found.get(key, 0) + step)
    return found


class TurnoutForm(forms.Form):
    """The turnout plan: the day, the programme, what we do for everybody, and three fields for each class."""

    meeting_on = forms.DateField(
        label=gettext_lazy("Dag van de avond"), widget=DayInput, required=False, error_messages={"invalid": NO_DAY}
    )
    template = forms.ChoiceField(
        label=gettext_lazy("Programma"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Kies een soort uit de lijst.")},
    )
    everybody = forms.CharField(
        label=gettext_lazy("Hoe zorgen we dat álle ouders erbij zijn?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Bijvoorbeeld: een tolk, opvang, twee tijden, meerijden. Schrijf niets over één gezin."),
    )

    def __init__(
        self,
        *args: Any,
        classes: list[SchoolClass],
        lines: dict[uuid.UUID, TurnoutLine],
        mentors: dict[uuid.UUID, uuid.UUID],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        language = get_language() or "nl"
        kinds = [(key, load_template(key).title.say(language)) for key in template_keys()]
        self.fields["template"].choices = [("", "—"), *kinds]
        self.classes = classes
        staff = list(_colleagues([line.inviter_id for line in lines.values()]))
        self.staff = {str(one.pk): one for one in staff}
        choices = [("", "—"), *((str(one.pk), str(one)) for one in staff)]
        for one in classes:
            line = lines.get(one.pk)
            first = {
                "inviter": str((line.inviter_id if line else mentors.get(one.pk)) or ""),
                "in_the_way": line.in_the_way if line else "",
                "arranged": line.arranged if line else "",
            }
            labels = {
                "inviter": _("Wie nodigt persoonlijk uit"), "in_the_way": _("Wat staat in de weg"), "arranged": _("Wat regelen we")
            }  # fmt: skip
            for name, label in labels.items():
                made: forms.Field = (
                    forms.ChoiceField(choices=choices, required=False) if name == "inviter" else forms.CharField(required=False)
                )
                made.label, made.initial = f"{label} ({one.name})", first[name]
                self.fields[f"{name}_{one.pk}"] = made

    @property
    def rows(self) -> list[tuple[SchoolClass, list[Any]]]:
        return [(one, [self[f"{name}_{one.pk}"] for name in ("inviter", "in_the_way", "arranged")]) for one in self.classes]

    @property
    def first(self) -> list[Any]:
        return [self[name] for name in ("meeting_on", "template", "everybody")]

    def clean_meeting_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["meeting_on"]
        if day and day < clock.today() and day != self.initial.get("meeting_on"):
            raise forms.ValidationError(_("Deze dag is al voorbij. Kies een dag die nog komt."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name, value in list(cleaned.items()):
            most = 1000 if name == "everybody" else 300
            if isinstance(value, str) and len(value) > most:
                self.add_error(name, too_long(value, most))
        return cleaned

    def lines(self) -> dict[uuid.UUID, Line]:
        said = self.cleaned_data
        return {
            one.pk: Line(self.staff.get(said[f"inviter_{one.pk}"]), said[f"in_the_way_{one.pk}"], said[f"arranged_{one.pk}"])
            for one in self.classes
        }
