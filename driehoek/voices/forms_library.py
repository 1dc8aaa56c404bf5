"""The border of the library: a text and its translations."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from driehoek.library.reading import load_messages
from driehoek.library.texts import PLACEHOLDER

from . import rules
from .models import Audience, TextSort
from .queries.library import GAP, Entry
from .services.library import MOST_TEXT, most_title

TITLES = {
    TextSort.THEME: gettext_lazy("Naam van het thema"),
    TextSort.QUESTION: gettext_lazy("De vraag"),
    TextSort.STATEMENT: gettext_lazy("De stelling"),
    TextSort.MESSAGE: gettext_lazy("Naam van het bericht"),
}
TEXTS = {
    TextSort.THEME: gettext_lazy("Wat het is"),
    TextSort.QUESTION: gettext_lazy("Zo vraag je door"),
    TextSort.STATEMENT: gettext_lazy("Zo vraag je door"),
    TextSort.MESSAGE: gettext_lazy("Het bericht"),
}
HELP = {
    TextSort.THEME: gettext_lazy("Eén zin. Laat een regel leeg en schrijf daaronder, als je wilt, de vraag voor aan tafel."),
    TextSort.QUESTION: gettext_lazy("Alleen voor de gespreksleider. Mag leeg blijven."),
    TextSort.STATEMENT: gettext_lazy("Alleen voor de gespreksleider. Mag leeg blijven."),
    TextSort.MESSAGE: gettext_lazy("Tussen accolades staat wat per bijeenkomst wordt ingevuld, zoals {datum} en {plaats}."),
}
NEEDS_TEXT = {TextSort.THEME, TextSort.MESSAGE}


def known_places() -> set[str]:
    return {place.name for message in load_messages() for place in message.placeholders}


def trouble(sort: str, text: str) -> str:
    """What is wrong with a text, in words; '' for nothing. Only a message is filled in, so only there braces mean something."""
    if sort == TextSort.THEME and len(text.partition(GAP)[0]) > rules.MOST_MEANING:
        return _("De eerste zin is te lang: er passen %(most)s tekens.") % {"most": rules.MOST_MEANING}
    if sort != TextSort.MESSAGE:
        return ""
    if odd := sorted(set(PLACEHOLDER.findall(text)) - known_places()):
        return _("Dit kan niet worden ingevuld: %(names)s. Kies uit: %(known)s.") % {
            "names": ", ".join(f"{{{name}}}" for name in odd),
            "known": ", ".join(sorted(known_places())),
        }
    if set("{}") & set(PLACEHOLDER.sub("", text)):
        return _("Er staat een accolade te veel of te weinig.")
    return ""


class TextForm(forms.Form):
    """The Dutch words of one text. Whom a text that ships is for stays as it is, so there is no field for it then."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField()
    text = forms.CharField(required=False, max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": 8}))
    audience = forms.ChoiceField(
        label=gettext_lazy("Voor wie"),
        choices=Audience.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Wat alleen voor het team is, kan niet worden gekozen voor een bijeenkomst met ouders."),
    )

    def __init__(self, *args: Any, sort: str, entry: Entry | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.sort = sort
        title, text = self.fields["title"], self.fields["text"]
        title.label, text.label, text.help_text = TITLES[sort], TEXTS[sort], HELP[sort]
        title.max_length = most_title(sort)
        title.widget.attrs["maxlength"] = str(most_title(sort))
        text.required = sort in NEEDS_TEXT
        if entry is not None and entry.shipped is not None:
            del self.fields["audience"]

    def clean_title(self) -> str:
        title = rules.one_line(self.cleaned_data["title"])
        if len(title) > most_title(self.sort):
            raise forms.ValidationError(_("Dit is te lang: er passen %(most)s tekens.") % {"most": most_title(self.sort)})
        if rules.is_empty(title):
            raise forms.ValidationError(_("Geef de tekst een naam."))
        return title

    def clean_text(self) -> str:
        text = rules.cleaned(self.cleaned_data["text"])
        if problem := trouble(self.sort, text):
            raise forms.ValidationError(problem)
        return text


def languages_of(audience: str) -> list[str]:
    """Into what a text may be put: what parents see into every language of theirs, what is for the team into English."""
    codes = settings.STAFF_LANGUAGES if audience == Audience.TEAM else [code for code, _name in settings.LANGUAGES]
    return [code for code in codes if code != "nl"]


class TonguesForm(forms.Form):
    """One text in the other languages, each field optional. Only the team reads how to ask on, so that is English alone."""

    def __init__(self, *args: Any, entry: Entry, **options: Any) -> None:
        super().__init__(*args, **options)
        self.entry, self.pairs = entry, []
        kept = entry.own.translations if entry.own else {}
        for code in languages_of(entry.audience):
            name = get_language_info(code)["name_local"].capitalize()
            for part, label in (("title", TITLES[TextSort(entry.sort)]), ("text", TEXTS[TextSort(entry.sort)])):
                if part == "text" and entry.sort not in NEEDS_TEXT and code not in settings.STAFF_LANGUAGES:
                    continue
                most = most_title(entry.sort) if part == "title" else MOST_TEXT
                widget = forms.TextInput if part == "title" else forms.Textarea
                attributes = {"lang": code, "dir": "auto"} | ({"rows": 5} if part == "text" else {})
                self.pairs.append((code, part))
                self.fields[f"{part}_{code}"] = forms.CharField(
                    label=f"{name}: {label}",
                    required=False,
                    max_length=most,
                    initial=kept.get(code, {}).get(part, ""),
                    widget=widget(attrs=attributes),
                )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for code, part in self.pairs:
            if part == "text" and (problem := trouble(self.entry.sort, rules.cleaned(given.get(f"text_{code}", "")))):
                self.add_error(f"text_{code}", problem)
        return given

    @property
    def translations(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for code, part in self.pairs:
            found.setdefault(code, {})[part] = self.cleaned_data[f"{part}_{code}"]
        return found
