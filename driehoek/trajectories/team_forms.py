"""What staff type about teams. A long text is refused with a message, never cut; what was typed stays."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.meetings import rules as meeting_rules
from driehoek.meetings.forms import Line, a_day, a_time, ask_about, coming, number, text
from driehoek.meetings.models import Layer
from driehoek.people.models import StaffMember
from driehoek.plans.models import Plan
from driehoek.web.languages import as_choices, offered

from .models import Member, Team, TeamMeeting, TeamTask
from .services.teams import Wanted


def languages() -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in as_choices(offered())]


class TeamForm(forms.Form):
    """A partnership team or a working group. `key` makes the same form sent twice one team."""

    name = Line(120, label=gettext_lazy("Naam"))
    plan = forms.ModelChoiceField(
        None, label=gettext_lazy("Werkt aan dit plan"), required=False, empty_label=gettext_lazy("(nog) geen plan"),
        help_text=gettext_lazy("Collega's in het team houden het programma van dit plan bij. Ouders in het team zien het."),
    )  # fmt: skip
    purpose = text(600, gettext_lazy("Waarvoor is het team"), rows=3)
    expected = text(
        600, gettext_lazy("Wat vragen we van een lid"), rows=3,
        help_text=gettext_lazy("Ouders lezen dit. Verander je de tekst, dan lezen zij hem in het Nederlands."),
    )  # fmt: skip
    starts_on = a_day(gettext_lazy("Begint op"))
    ends_on = a_day(gettext_lazy("Tot en met"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, term: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["plan"].queryset = Plan.objects.select_related("year").order_by("-made_at")
        self.fields["ends_on"].help_text = term

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        starts, ends = said.get("starts_on"), said.get("ends_on")
        if starts and ends and ends <= starts:
            self.add_error("ends_on", _("Het einde komt na het begin."))
        if starts and not -1000 < (starts - clock.today()).days < 1000:
            self.add_error("starts_on", _("Klopt het jaar?"))
        if ends and (ends - clock.today()).days > 2000:
            self.add_error("ends_on", _("Klopt het jaar?"))
        return said

    @property
    def wanted(self) -> Wanted:
        return Wanted(**{name: self.cleaned_data[name] for name in Wanted.__dataclass_fields__})


class MemberForm(forms.Form):
    """A colleague from the list, or a parent by the name that they wish to be called by."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    staff = forms.ModelChoiceField(None, label=gettext_lazy("Collega"), required=False, empty_label=gettext_lazy("iemand anders"))
    name = Line(
        200, label=gettext_lazy("Of: een naam"), required=False,
        help_text=gettext_lazy("Van een ouder, zoals die genoemd wil worden. Het team ziet deze naam."),
    )  # fmt: skip
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), required=False, error_messages={"invalid": gettext_lazy("Dit is geen e-mailadres.")},
        help_text=gettext_lazy("Hierheen gaan de eigen link en de agenda. Zonder adres druk je een kaartje af."),
    )  # fmt: skip
    language = forms.ChoiceField(label=gettext_lazy("Taal"))
    layer = forms.ChoiceField(
        label=gettext_lazy("Uit welk deel van de school"),
        choices=[("", gettext_lazy("kies")), *Layer.choices],
        error_messages={"required": gettext_lazy("Kies een deel van de school.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["staff"].queryset = StaffMember.objects.filter(left_on__isnull=True)
        self.fields["language"].choices = languages()

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and not said.get("staff") and not said.get("name"):
            self.add_error("name", _("Kies een collega of typ een naam."))
        if said.get("staff") and said.get("name"):
            self.add_error("name", _("Kies een collega of schrijf een naam, niet allebei."))
        if said.get("staff") and said.get("layer") == Layer.PARENT:
            self.add_error("layer", _("Een collega werkt op school. Kies bij welk deel."))
        return said


class MemberChangeForm(forms.Form):
    """Of who takes part by a code."""

    name = Line(200, label=gettext_lazy("Naam"))
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), required=False, error_messages={"invalid": gettext_lazy("Dit is geen e-mailadres.")}
    )
    language = forms.ChoiceField(label=gettext_lazy("Taal"))
    layer = forms.ChoiceField(label=gettext_lazy("Uit welk deel van de school"), choices=Layer.choices)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].choices = languages()


class FocusForm(forms.Form):
    """Focal points of the library by their Dutch title, and own ones, each on a line."""

    chosen = forms.MultipleChoiceField(
        label=gettext_lazy("Uit de bibliotheek"), required=False, widget=forms.CheckboxSelectMultiple
    )
    own = text(1800, gettext_lazy("Eigen speerpunten"), rows=4, help_text=gettext_lazy("Zet elk op een nieuwe regel."))

    def __init__(self, *args: Any, known: list[tuple[str, list[tuple[str, str]]]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["chosen"].choices = known
        if not known:
            del self.fields["chosen"]

    @property
    def focus(self) -> list[str]:
        return [*self.cleaned_data.get("chosen", []), *self.cleaned_data["own"].splitlines()]


class TermForm(forms.Form):
    until = a_day(gettext_lazy("Verder tot en met"))


class CallForm(forms.Form):
    """A text for each language, and the last day."""

    until = a_day(gettext_lazy("Laatste dag om zich te melden"))

    def __init__(self, *args: Any, most: int, **options: Any) -> None:
        super().__init__(*args, **options)
        for code, name in languages():
            self.fields[f"words_{code}"] = text(most, name, rows=7 if code == "nl" else 5)
            self.fields[f"words_{code}"].widget.attrs |= {"lang": code, "dir": "rtl" if _is_rtl(code) else "ltr"}

    def clean_until(self) -> dt.date:
        return coming(self.cleaned_data["until"])

    @property
    def words(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"words_{code}"] for code, _name in settings.LANGUAGES}


def _is_rtl(code: str) -> bool:
    return bool(get_language_info(code)["bidi"])


class MeetingForm(forms.Form):
    """When and where the team meets. A day on which few may come is asked about once."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    sure_of = forms.CharField(widget=forms.HiddenInput, required=False)
    day = a_day(gettext_lazy("Dag"))
    time = a_time(gettext_lazy("Begin"))
    minutes = number(gettext_lazy("Minuten"), 15, 480)
    place = Line(120, label=gettext_lazy("Plaats"), required=False)

    def __init__(self, *args: Any, was: TeamMeeting | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.was = was.starts_at.astimezone(clock.SCHOOL_TIME).date() if was else None

    def clean_day(self) -> dt.date:
        return coming(self.cleaned_data["day"])

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        day, time = said.get("day"), said.get("time")
        if day and day != self.was:
            ask_about(self, day)
        if day and time and not meeting_rules.wall_time_exists(day, time):
            self.add_error("time", _("Die nacht gaat de klok vooruit: deze tijd bestaat niet."))
        return said

    @property
    def starts_at(self) -> dt.datetime:
        return clock.at(self.cleaned_data["day"], self.cleaned_data["time"])


class PointForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    title = Line(200, label=gettext_lazy("Wat bespreken jullie?"))
    minutes = number(gettext_lazy("Minuten"), 1, 240)


class DecisionForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    text = Line(600, label=gettext_lazy("Besluit, in één zin"))


class TaskForm(forms.Form):
    """Nobody yet is a good answer: then it can be taken."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = Line(200, label=gettext_lazy("Wat moet er gebeuren?"))
    owner = forms.ModelChoiceField(
        None, label=gettext_lazy("Wie doet het"), required=False, empty_label=gettext_lazy("nog niemand: wie wil, pakt het op")
    )
    due_on = a_day(gettext_lazy("Graag klaar op"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, team: Team, task: TeamTask | None = None, hides_owner: bool = False, **options: Any) -> None:
        """`hides_owner`: whose task it is stays who it is; others read only the part of the school."""
        super().__init__(*args, **options)
        self.was = task.due_on if task else None
        rows = Member.objects.filter(team=team, left_at=None).select_related("staff")
        self.fields["owner"].queryset = rows
        if hides_owner:
            del self.fields["owner"]
        if task is None:
            del self.fields["seen"]

    def clean_due_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["due_on"]
        return coming(day) if day and day != self.was else day


class NotesForm(forms.Form):
    notes = text(3000, gettext_lazy("Kort: wat kwam er ter sprake?"), rows=6, help_text=gettext_lazy("Voor wie er niet bij was. Geen namen van kinderen."))  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
