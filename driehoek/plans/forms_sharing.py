"""What comes in when an activity is shared, and the file of another school."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from driehoek.library.partnership import Partnership

from . import rules_sharing as rules
from .rules_sharing import BadFile, Shared

LOOKED = gettext_lazy("Ik heb gekeken: er staat geen naam van een mens of een school in")
NOT_LOOKED = gettext_lazy("Lees eerst wat er weggaat, en zet dan dit vinkje.")
TOO_LONG = gettext_lazy("Dit is te lang. Maak het korter.")


def _words(name: str, label: Any, rows: int = 0, **given: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label, max_length=rules.MOST[name], required=name == "title", widget=widget,
        error_messages={"max_length": TOO_LONG, "required": gettext_lazy("Schrijf wat het is.")}, **given,
    )  # fmt: skip


class ShareForm(forms.Form):
    """One activity as it goes. `learned` goes only when `with_learned` is ticked."""

    title = _words("title", gettext_lazy("Wat"))
    for_whom = _words("for_whom", gettext_lazy("Voor wie"))
    preparation = _words("preparation", gettext_lazy("Wat moet er klaar zijn"), 6)
    parents_say = _words("parents_say", gettext_lazy("Waar krijgen ouders iets te zeggen?"), 3)
    with_learned = forms.BooleanField(label=gettext_lazy("Deel ook wat wij leerden"), required=False)
    learned = _words("learned", gettext_lazy("Wat hebben jullie geleerd"), 3)
    looked = forms.BooleanField(label=LOOKED, error_messages={"required": NOT_LOOKED})

    def __init__(self, *args: Any, shared: Shared, **options: Any) -> None:
        super().__init__(*args, **options)
        self.shared = shared
        for name in ("title", "for_whom", "preparation", "parents_say", "learned"):
            self.initial.setdefault(name, getattr(shared, name))
        if not shared.is_procedure:
            del self.fields["parents_say"]
        if not shared.learned:
            del self.fields["with_learned"], self.fields["learned"]

    @property
    def wanted(self) -> Shared:
        """As it was typed, cleaned of odd signs."""
        said = self.cleaned_data
        typed = Shared(
            sort=rules.ACTIVITY,
            title=rules.cleaned(said["title"], one_line=True),
            partnership=self.shared.partnership,
            for_whom=rules.cleaned(said["for_whom"], one_line=True),
            preparation=rules.cleaned(said["preparation"]),
            is_procedure=self.shared.is_procedure,
            parents_say=rules.cleaned(said.get("parents_say", "")),
            learned=rules.cleaned(said.get("learned", "")) if said.get("with_learned") else "",
        )
        return rules.plainly(typed)

    def show(self, shared: Shared) -> None:
        """Show these words in the place of what was typed."""
        typed = self.data.copy()
        for name, words in shared.words.items():
            typed[self.add_prefix(name)] = words
        typed.pop(self.add_prefix("looked"), None)
        self.data = typed


class ManyForm(forms.Form):
    """Which of all that a school has go along."""

    with_learned = forms.BooleanField(
        label=gettext_lazy("Deel ook wat wij leerden"), required=False,
        help_text=gettext_lazy("Wat een school leerde, gaat alleen mee met dit vinkje."),
    )  # fmt: skip
    looked = forms.BooleanField(label=LOOKED, error_messages={"required": NOT_LOOKED})


class IdeasFileForm(forms.Form):
    """Gives `things` of the file, or says at which place it is wrong."""

    file = forms.FileField(
        label=gettext_lazy("Bestand van een andere school"),
        help_text=gettext_lazy("Een bestand dat een school met Driehoek maakte (.json, hoogstens een halve MB)."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Kies eerst een bestand.")},
    )

    def clean_file(self) -> list[Shared]:
        chosen = self.cleaned_data["file"]
        if chosen.size > rules.MOST_BYTES:
            raise forms.ValidationError(fault_words(BadFile("large")))
        return read(chosen.read())


def read(data: bytes, most: int = rules.MOST_BYTES) -> list[Shared]:
    try:
        return rules.from_file(data, Partnership.values, most)
    except BadFile as bad:
        raise forms.ValidationError(fault_words(bad)) from bad


def fault_words(bad: BadFile) -> str:
    """What is wrong, where, and that nothing was taken over."""
    words = {
        "large": _("Dit bestand is te groot. Een bestand met ideeën is hoogstens een halve MB."),
        "json": _("Dit bestand is niet te lezen (regel en teken: %(place)s). Vraag de andere school om het opnieuw te maken."),
        "format": _("Dit is geen bestand met ideeën uit Driehoek."),
        "version": _(
            "Dit bestand is van een andere versie van Driehoek (%(place)s). Vraag de andere school om het opnieuw te maken."
        ),
        "shape": _("Het bestand klopt niet bij ‘%(place)s’. Er is niets overgenomen."),
        "long": _("De tekst bij ‘%(place)s’ is te lang. Er is niets overgenomen."),
        "value": _("Wat er staat bij ‘%(place)s’, kan niet. Er is niets overgenomen."),
        "many": _("Er staan %(place)s ideeën in; hoogstens 300 passen erin. Er is niets overgenomen."),
        "empty": _("Er staat geen idee in dit bestand."),
    }
    return words[bad.why] % {"place": bad.place or "?"}
