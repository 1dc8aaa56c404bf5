"""What parents type in a team, or to join one. Few fields; what was typed stays."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from driehoek.voices.rules import cleaned, is_empty, one_line
from driehoek.web.languages import as_choices, offered

TOO_LONG = gettext_lazy("Dit is te lang. Maak het korter.")


class Words(forms.CharField):
    """One line, or with `rows` more, without marks that turn or hide what stands around them."""

    def __init__(self, most: int, *, rows: int = 0, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"}) if rows else forms.TextInput(attrs={"dir": "auto"})
        super().__init__(max_length=most, widget=widget, **options)
        self.rows = rows
        self.error_messages["max_length"] = TOO_LONG
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        kept = cleaned(text) if self.rows else one_line(text)
        return "" if is_empty(kept) else kept


class InItself(forms.Select):
    """Languages to choose from, each called by its own name and marked as itself for who listens."""

    def create_option(self, name: str, value: Any, *args: Any, **options: Any) -> dict[str, Any]:
        made: dict[str, Any] = super().create_option(name, value, *args, **options)
        made["attrs"]["lang"] = str(value)
        return made


class CallForm(forms.Form):
    """A name, and one way to reach them."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    name = Words(
        100, label=gettext_lazy("Uw naam"), error_messages={"required": gettext_lazy("Schrijf uw naam.")},
        help_text=gettext_lazy("Komt u in het team, dan zien de andere leden deze naam. Een voornaam is genoeg."),
    )  # fmt: skip
    email = forms.EmailField(
        label=gettext_lazy("Uw e-mailadres"), required=False,
        error_messages={"invalid": gettext_lazy("Dit adres klopt niet. Kijkt u het nog eens na?")},
    )  # fmt: skip
    phone = Words(
        30, label=gettext_lazy("Of uw telefoonnummer"), required=False, help_text=gettext_lazy("Eén van de twee is genoeg.")
    )  # fmt: skip
    language = forms.ChoiceField(label=gettext_lazy("In welke taal leest u het liefst?"), widget=InItself)
    said = Words(600, rows=4, label=gettext_lazy("Wat wilt u ons alvast zeggen?"), required=False)
    use_required_attribute = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].choices = [(one.code, one.name) for one in as_choices(offered())]
        self.fields["phone"].widget.input_type = "tel"
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        self.fields["phone"].widget.attrs["autocomplete"] = "tel"

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and sum(sign.isdigit() for sign in phone) < 8:
            raise forms.ValidationError(_("Dit nummer is te kort. Schrijf alle cijfers, bijvoorbeeld 06-12345678."))
        return phone

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if "email" in said and "phone" in said and not said["email"] and not said["phone"]:
            self.add_error("email", _("Schrijf uw e-mailadres of uw telefoonnummer. Dan kunnen we u antwoorden."))
        return said


class PointForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    title = Words(
        200, label=gettext_lazy("Waar wilt u het over hebben?"),
        error_messages={"required": gettext_lazy("Schrijf in één zin waar u het over wilt hebben.")},
    )  # fmt: skip
    use_required_attribute = False


class IdeaForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    title = Words(
        200, label=gettext_lazy("Welke activiteit stelt u voor?"),
        error_messages={"required": gettext_lazy("Schrijf in één zin wat u voorstelt.")},
    )  # fmt: skip
    use_required_attribute = False
