"""How forms look: one renderer for every form of the product, and the few widgets that Django lacks.

In settings: `FORM_RENDERER = "driehoek.web.forms.Renderer"`. Then `{{ form }}` gives a summary of errors with links, and
per field label, help and error, joined to the input for screen readers. Whatever was typed stays where it was typed.
"""

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates

# Django's own name of a widget template -> ours, so that plain RadioSelect and the like need no special widget.
OURS = {
    f"django/forms/widgets/{name}.html": f"web/forms/widgets/{ours}.html"
    for name, ours in {
        "radio": "choices",
        "checkbox_select": "choices",
        "radio_option": "choice",
        "checkbox_option": "choice",
        "clearable_file_input": "file",
        "textarea": "textarea",
    }.items()
}


class Renderer(DjangoTemplates):
    """Renders forms, fields and widgets with the templates of this folder."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"

    def get_template(self, template_name: str) -> Any:
        return super().get_template(OURS.get(template_name, template_name))


class DayInput(forms.DateInput):
    """A date, with the calendar of the device itself."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    """A time of day, to the minute."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%H:%M")


class MomentInput(forms.DateTimeInput):
    """A day and a time in one field, in local time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%dT%H:%M")


class Across(forms.RadioSelect):
    """Choice cards beside one another, for short answers."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__(attrs={"class": "across", **(attrs or {})}, choices=choices)


class CodeInput(forms.TextInput):
    """A short code from a letter or a screen: no correction, no capitals forced while typing."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        ours = {"class": "code", "autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        super().__init__(attrs={**ours, **(attrs or {})})
