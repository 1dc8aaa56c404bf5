"""What the school itself says about an occasion: why, and title, why and place in each other language of parents."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from driehoek.web import languages

from .models import Occasion
from .services.translating import LONGEST
from .told import SCHOOL_LANGUAGE, TRANSLATED, Told, told


class TranslationsForm(forms.Form):
    """Only boxes that were changed count, so that two people can each do a language."""

    use_required_attribute = False

    def __init__(self, *args: Any, occasion: Occasion, sector: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.occasion, self.sector = occasion, sector
        self.languages = [one for one in languages.offered() if one != SCHOOL_LANGUAGE]
        self.fields["why"] = _box("why", _("Waarom deze avond?"), occasion.why, SCHOOL_LANGUAGE)
        self.fields["why"].help_text = _("Eén of twee zinnen. Het staat in de uitnodiging en bij het antwoord. Leeg mag ook.")
        for language in self.languages:
            for name in TRANSLATED:
                now = occasion.translations.get(language, {}).get(name, "")
                box = _box(name, _labels()[name], now, language)
                box.help_text = self._beside(name, language)
                self.fields[f"{name}_{language}"] = box

    def _beside(self, name: str, language: str) -> str:
        """What parents read as long as this box is empty."""
        shown = self._without(name, language)
        if not shown:
            return _("Er staat nog niets in het Nederlands.")
        if shown.is_dutch:
            return _("In het Nederlands: %(text)s") % {"text": shown.text}
        return _("Deze titel hebben we al: %(text)s") % {"text": shown.text}

    def by_language(self) -> Iterator[dict[str, Any]]:
        """For the page: each language with its boxes, and which of them still read Dutch."""
        for language in self.languages:
            boxes = [self[f"{name}_{language}"] for name in TRANSLATED]
            yield {
                "code": language,
                "name": str(get_language_info(language)["name_local"]).capitalize(),
                "boxes": boxes,
                "dutch": [
                    _labels()[name] for name, box in zip(TRANSLATED, boxes, strict=True) if self._is_dutch(name, language, box)
                ],
                "open": any(box.errors for box in boxes),
            }

    def _is_dutch(self, name: str, language: str, box: BoundField) -> bool:
        return not box.value() and bool(shown := self._without(name, language)) and shown.is_dutch

    def _without(self, name: str, language: str) -> Told:
        """What parents read when nobody translated it."""
        plain = Occasion(title=self.occasion.title, why=self.occasion.why, place=self.occasion.place)
        return told(plain, name, language, self.sector)

    def changes(self) -> dict[tuple[str, str], str]:
        names = [(language, name) for language in self.languages for name in TRANSLATED]
        return {(at, name): self.cleaned_data[f"{name}_{at}"] for at, name in names if f"{name}_{at}" in self.changed_data}

    def why(self) -> str | None:
        return self.cleaned_data["why"] if "why" in self.changed_data else None


def _labels() -> dict[str, str]:
    return {"title": _("Titel"), "why": _("Waarom"), "place": _("Plaats")}


def _box(name: str, label: str, now: str, language: str) -> forms.CharField:
    direction = "rtl" if get_language_info(language)["bidi"] else "ltr"
    kind = forms.Textarea(attrs={"rows": 3}) if name == "why" else forms.TextInput()
    kind.attrs.update({"lang": language, "dir": direction})
    return forms.CharField(
        label=label,
        initial=now,
        required=False,
        max_length=LONGEST[name],
        widget=kind,
        show_hidden_initial=True,
        error_messages={"max_length": _("Dit is te lang. Maak het korter.")},
    )
