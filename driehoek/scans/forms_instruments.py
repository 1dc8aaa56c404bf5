"""The border of the questionnaires: a name, one text of every voice in its languages, all texts in one language."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.library.partnership import Partnership
from driehoek.voices.models import Voice
from driehoek.voices.rules import is_empty, one_line

from . import rules, rules_instruments
from .queries.instruments import languages_of, voices_reading
from .rules_instruments import BARRIERS, ITEMS, MOST_CHARACTERS, QUESTIONS, Entry, Json
from .services.instruments import MOST_NAME

KINDS = [("goes_well", gettext_lazy("wat goed gaat")), ("wish", gettext_lazy("een wens")), ("tip", gettext_lazy("een tip"))]


def named(language: str) -> str:
    """The language under its own name: 'Türkçe'."""
    return str(get_language_info(language)["name_local"]).capitalize()


def key_of(sent: Mapping[str, str]) -> uuid.UUID:
    """The key that came with the form, so that sent twice is once; a fresh one when there is none."""
    try:
        return uuid.UUID(sent.get("key", ""))
    except ValueError:
        return clock.new_id()


class NameForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=gettext_lazy("Naam van de vragenlijst"), max_length=MOST_NAME)

    def clean_name(self) -> str:
        name = one_line(self.cleaned_data["name"])
        if is_empty(name):
            raise forms.ValidationError(_("Geef de vragenlijst een naam."))
        return name


class SettingsForm(NameForm):
    asks_importance = forms.BooleanField(
        label=gettext_lazy("Vraag ook hoe belangrijk elke uitspraak is"),
        required=False,
        help_text=gettext_lazy(
            "Dan zie je straks wat ouders belangrijk vinden naast hoe het nu gaat. Het kost een paar minuten meer."
        ),
    )


@dataclass(frozen=True)
class VoiceFields:
    """The fields of one voice: Dutch, and the other languages. `is_open`: something of it is there, or went wrong."""

    voice: str
    label: str
    dutch: BoundField
    others: list[BoundField]
    is_open: bool


class EntryForm(forms.Form):
    """One statement, question or barrier. `seen` is what the form showed, so that two tabs do not overwrite each other."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)

    def __init__(self, *args: Any, part: str, sector: str, entry: Entry | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.part, self.entry = part, entry
        self.voices = [one for one in rules_instruments.voices_in(part) if one != rules.PUPIL or sector == "vo"]
        if part == ITEMS and entry is None:
            self.fields["partnership"] = forms.ChoiceField(label=_("Bij welk partnerschap"), choices=Partnership.choices)
        if part == QUESTIONS:
            self.fields["kind"] = forms.ChoiceField(
                label=_("Wat het antwoord is"), choices=KINDS, help_text=_("Zo komt het op het bord met wat ouders zeiden.")
            )
        if part == ITEMS:
            self.fields["short"] = forms.BooleanField(label=_("Hoort ook in een korte vragenlijst"), required=False)
        for voice in self.voices:
            for language in languages_of(voice):
                self.fields[f"{voice}_{language}"] = self._text(voice, language)
        if entry is not None:
            self.fields["still_right"] = forms.BooleanField(
                label=_("De vertalingen zeggen nog hetzelfde"),
                required=False,
                help_text=_("Kruis dit aan als je alleen een foutje verbeterde, of als iemand ze nakeek."),
            )

    def _text(self, voice: str, language: str) -> forms.CharField:
        said = rules_instruments.texts_of(self.part, self.entry, voice).get(language, "") if self.entry else ""
        attributes = {"rows": 2, "lang": language, "dir": "auto", "maxlength": str(MOST_CHARACTERS[self.part])}
        return forms.CharField(
            label=named(language),
            required=False,
            max_length=MOST_CHARACTERS[self.part],
            initial=said,
            widget=forms.Textarea(attrs=attributes),
        )

    @property
    def first_fields(self) -> list[BoundField]:
        return [self[name] for name in ("partnership", "kind") if name in self.fields]

    @property
    def last_fields(self) -> list[BoundField]:
        return [self[name] for name in ("short", "still_right") if name in self.fields]

    @property
    def voice_fields(self) -> list[VoiceFields]:
        found = []
        for voice in self.voices:
            others = [self[f"{voice}_{language}"] for language in languages_of(voice) if language != "nl"]
            wrong = any(field.errors for field in others)
            found.append(VoiceFields(voice, str(Voice(voice).label), self[f"{voice}_nl"], others, wrong))
        return found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in list(given):
            if isinstance(given[name], str) and name not in {"key", "seen", "kind", "partnership"}:
                text = one_line(given[name])
                given[name] = "" if is_empty(text) else text
        said = False
        for voice in self.voices:
            dutch = given.get(f"{voice}_nl")
            said = said or bool(dutch) or f"{voice}_nl" in self.errors
            if dutch == "" and any(given.get(f"{voice}_{language}") for language in languages_of(voice)):
                self.add_error(
                    f"{voice}_nl", _("Vul eerst het Nederlands in; dat lezen alle ouders voor wie een taal ontbreekt.")
                )
                said = True
        if not said:
            self.add_error(f"{self.voices[0]}_nl", _("Vul de tekst in het Nederlands in."))
        return given

    def as_entry(self, key: str) -> Entry:
        """The entry as the services take it; texts of pupils that this form does not show stay as they are."""
        given = self.cleaned_data
        texts = {
            voice: {language: given[f"{voice}_{language}"] for language in languages_of(voice) if given[f"{voice}_{language}"]}
            for voice in self.voices
        }
        if self.part == BARRIERS:
            return {"key": key, "texts": texts[rules.PARENTS]}
        hidden = {voice: said for voice, said in (self.entry or {}).get("texts", {}).items() if voice not in self.voices}
        entry: Entry = {"key": key, "texts": hidden | {voice: said for voice, said in texts.items() if said}}
        if self.part == QUESTIONS:
            return entry | {"kind": given["kind"]}
        partnership = self.entry["partnership"] if self.entry else given.get("partnership", "")
        short = given.get("short", False) if self.part == ITEMS else bool((self.entry or {}).get("short"))
        return entry | {"partnership": partnership, "short": short}


@dataclass(frozen=True)
class TongueField:
    """One text in the language, beside its Dutch. `is_first`: the first of its voice. `right`: whether a stale one is right."""

    voice: str
    dutch: str
    field: BoundField
    is_first: bool
    right: BoundField | None = None


class TonguesForm(forms.Form):
    """Every text of the questionnaire in one language, each optional."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)

    def __init__(self, *args: Any, content: Json, language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        by_voice = [rules_instruments.said_in(content, language, (voice,)) for voice in voices_reading(language)]
        self.said = [one for rows in by_voice for one in rows]
        for one in self.said:
            self.fields[one.name] = forms.CharField(
                label=one.dutch,
                required=False,
                max_length=MOST_CHARACTERS[one.part],
                initial=one.text,
                widget=forms.Textarea(attrs={"rows": 2, "lang": language, "dir": "auto"}),
            )
            if one.is_stale:
                self.fields[f"{one.name}-ok"] = forms.BooleanField(label=_("Dit zegt nog hetzelfde"), required=False)

    @property
    def rows(self) -> list[TongueField]:
        voices = [one.voice for one in self.said]
        return [
            TongueField(
                one.voice,
                one.dutch,
                self[one.name],
                not place or voices[place - 1] != one.voice,
                self[f"{one.name}-ok"] if one.is_stale else None,
            )
            for place, one in enumerate(self.said)
        ]

    @property
    def texts(self) -> dict[tuple[str, str, str], str]:
        return {(one.part, one.key, one.voice): self.cleaned_data[one.name] for one in self.said}

    @property
    def right(self) -> list[tuple[str, str, str]]:
        return [(one.part, one.key, one.voice) for one in self.said if self.cleaned_data.get(f"{one.name}-ok")]
