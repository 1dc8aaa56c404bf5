"""Who joins the action team, and under which name a run-book is kept."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from driehoek.invitations.models import ClassInvitation
from driehoek.people.models import StaffMember

from . import rules
from .forms import Line, a_day, a_time, ask_about, coming
from .models import Layer, Meeting


class MemberForm(forms.Form):
    """A colleague from the list, or somebody else by name."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    staff = forms.ModelChoiceField(None, label=gettext_lazy("Collega"), required=False, empty_label=gettext_lazy("iemand anders"))
    name = Line(
        200, label=gettext_lazy("Of: een naam"), required=False, help_text=gettext_lazy("Voor een ouder of iemand van buiten.")
    )
    layer = forms.ChoiceField(
        label=gettext_lazy("Uit welk deel van de school"),
        choices=[("", gettext_lazy("kies")), *Layer.choices],
        error_messages={"required": gettext_lazy("Kies een deel van de school.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["staff"].queryset = StaffMember.objects.filter(left_on__isnull=True)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("staff") and not cleaned.get("name"):
            self.add_error("name", _("Kies een collega of typ een naam."))
        return cleaned


class KeepForm(forms.Form):
    """The name under which a run-book is kept."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    title = Line(200, label=gettext_lazy("Naam"), help_text=gettext_lazy("Zo vind je het terug bij een nieuwe bijeenkomst."))


class SplitForm(forms.Form):
    """When and where the second time is, and who comes then."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    sure_of = forms.CharField(widget=forms.HiddenInput, required=False)
    title = Line(
        200,
        label=gettext_lazy("Titel"),
        required=False,
        help_text=gettext_lazy("Een eigen titel houdt de twee keren uit elkaar, bijvoorbeeld: Ouderavond onderbouw."),
    )
    classes = forms.ModelMultipleChoiceField(
        None,
        label=gettext_lazy("Wie komt de tweede keer"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Kies minstens één klas.")},
    )
    day = a_day(gettext_lazy("Dag"))
    time = a_time(gettext_lazy("Begin"))
    place = Line(200, label=gettext_lazy("Plaats"))

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = ClassInvitation.objects.filter(occasion=meeting.occasion_id).select_related("school_class")
        self.fields["classes"].queryset = rows
        self.fields["classes"].label_from_instance = lambda row: str(row.school_class)

    def clean_day(self) -> dt.date:
        return coming(self.cleaned_data["day"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        day, time = cleaned.get("day"), cleaned.get("time")
        if day:
            ask_about(self, day)
        cleaned.pop("sure_of", None)
        if day and time and not rules.wall_time_exists(day, time):
            self.add_error("time", _("Die nacht gaat de klok vooruit: deze tijd bestaat niet."))
        if cleaned.get("classes") is not None and len(cleaned["classes"]) == self.fields["classes"].queryset.count():
            self.add_error("classes", _("Er moet ook een klas blijven."))
        return cleaned
