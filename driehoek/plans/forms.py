"""What comes in about a plan and its lines. A long text is refused with a message, never cut; what was typed stays."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from driehoek.library.partnership import GROUPS, Partnership, PartnershipGroup
from driehoek.schools.models import SchoolYear

from .cleaning import as_simple, clean, of_simple
from .models import Chapter
from .queries import choices

NO_KEY = gettext_lazy("Laad de pagina opnieuw.")


class PlanForm(forms.Form):
    """A new plan: everything is filled in, so that two presses make a draft."""

    title = forms.CharField(
        label=gettext_lazy("Naam"),
        max_length=120,
        error_messages={
            "required": gettext_lazy("Geef het plan een naam."),
            "max_length": gettext_lazy("Dit is te lang. Maak het korter."),
        },
    )
    year = forms.ModelChoiceField(None, label=gettext_lazy("Vanaf schooljaar"), empty_label=None)
    occasions = forms.MultipleChoiceField(
        label=gettext_lazy("Thema's uit deze inbreng"), required=False, widget=forms.CheckboxSelectMultiple
    )
    fieldings = forms.MultipleChoiceField(
        label=gettext_lazy("Uitkomsten van deze vragenlijsten"), required=False, widget=forms.CheckboxSelectMultiple
    )
    sessions = forms.MultipleChoiceField(
        label=gettext_lazy("Wat het team afsprak en koos"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["year"].queryset = SchoolYear.objects.order_by("-starts_in")
        self.found = {"occasions": choices.occasions(), "fieldings": choices.fieldings(), "sessions": choices.sessions()}
        for name, rows in self.found.items():
            self.found[name] = rows = list(rows)
            self.fields[name].choices = [(str(row.pk), _words(row)) for row in rows]
            self.initial.setdefault(name, [str(row.pk) for row in rows if choices.is_fresh(row)])
            if not rows:
                del self.fields[name]
        self.initial.setdefault("title", _("Visie- en ambitieplan"))
        if "year" not in self.initial:
            first = self.fields["year"].queryset.first()
            self.initial["year"] = first.pk if first else None

    def chosen(self, name: str) -> list[Any]:
        keys = set(self.cleaned_data.get(name, []))
        return [row for row in self.found[name] if str(row.pk) in keys]


def _words(row: Any) -> str:
    if hasattr(row, "many"):
        return _("%(title)s, %(count)s thema's") % {"title": row.title, "count": row.many}
    return f"{row.title}, {row.year}" if hasattr(row, "year") else str(row.title)


def partnerships() -> list[tuple[str, Any]]:
    """The five in their three groups, for a select."""
    groups = [
        (str(PartnershipGroup(group).label).capitalize(), [(part, str(Partnership(part).label)) for part in parts])
        for group, parts in GROUPS.items()
    ]
    return [("", _("geen")), *groups]


class LineForm(forms.Form):
    """A line. Without a script the text is typed simply (see cleaning.py); the toolbar sends HTML and says so in `as_html`."""

    text = forms.CharField(
        label=gettext_lazy("Tekst"),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": gettext_lazy("Er staat nog niets. Schrijf eerst de regel.")},
        strip=False,
    )
    chapter = forms.ChoiceField(label=gettext_lazy("Hoofdstuk"), choices=Chapter.choices)
    partnership = forms.ChoiceField(label=gettext_lazy("Partnerschap"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    as_html = forms.CharField(widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, html: str = "", **options: Any) -> None:
        """`html`: what the line reads now."""
        super().__init__(*args, **options)
        self.now = html
        self.fields["partnership"].choices = partnerships()
        self.initial.setdefault("text", as_simple(html))

    @property
    def html(self) -> str:
        """Safe HTML of what was typed, else of what stands there."""
        typed = self.data.get("text", "") if self.is_bound else None
        if typed is None:
            return clean(self.now) if self.now else ""
        if self.data.get("as_html"):
            return clean(typed) if "<" in typed else of_simple(typed)
        if _same(typed, as_simple(self.now)):
            return self.now  # nobody touched it: what can't be typed simply stays
        return of_simple(typed)


def _same(one: str, other: str) -> bool:
    return _lines(one) == _lines(other)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().replace("\r\n", "\n").split("\n")]


class WhyForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Waarom"),
        max_length=300,
        error_messages={
            "required": gettext_lazy("Schrijf kort waarom. Het staat erbij in het plan."),
            "max_length": gettext_lazy("Dit is te lang. Maak het korter."),
        },
    )


class SearchForm(forms.Form):
    q = forms.CharField(label=gettext_lazy("Zoek"), required=False, max_length=100)


def as_keys(texts: Iterable[str]) -> list[uuid.UUID]:
    found = []
    for text in texts:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found
