"""How forms look: one renderer for every form of the product, and the few widgets that Django lacks.

In settings: `FORM_RENDERER = "driehoek.web.forms.Renderer"`. Then `{{ form }}` gives a summary of errors with links, and
per field label, help and error, joined to the input for screen readers. Whatever was typed stays where it was typed.
"""

from collections.abc import Callable
from html import escape
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

# Django's own name of a widget template -> ours, so that a plain file input needs no special widget.
OURS = {"django/forms/widgets/clearable_file_input.html": "web/forms/widgets/file.html"}

Widget = dict[str, Any]


def _said(value: Any) -> str:
    """Escaped, unless it is markup already; Django's own way of escaping costs ten times as much."""
    return value.__html__() if hasattr(value, "__html__") else escape(str(value))


def _input(widget: Widget) -> str:
    value = widget["value"]
    given = "" if value is None else f' value="{_said(str(value))}"'
    return f'<input type="{widget["type"]}" name="{_said(widget["name"])}"{given}{_attributes(widget)}>'


def _textarea(widget: Widget) -> str:
    """The first line break is not part of what was typed. `data-counter` counts while typing."""
    counter = " data-counter" if widget["attrs"].get("maxlength") else ""
    return f'<textarea name="{_said(widget["name"])}"{_attributes(widget)}{counter}>\n{_said(widget["value"] or "")}</textarea>'


def _select(widget: Widget) -> str:
    groups = "".join(_options(name, options) for name, options, _number in widget["optgroups"])
    return f'<select name="{_said(widget["name"])}"{_attributes(widget)}>{groups}</select>'


def _options(name: Any, options: list[Widget]) -> str:
    shown = "".join(
        f'<option value="{_said(str(one["value"]))}"{_attributes(one)}>{_said(one["label"])}</option>' for one in options
    )
    return f'<optgroup label="{_said(name)}">{shown}</optgroup>' if name else shown


def _choices(widget: Widget) -> str:
    """Cards to choose from, each a label around its own input."""
    id_, css = widget["attrs"].get("id"), widget["attrs"].get("class")
    shown = "".join(
        (f'<div class="group">{_said(name)}</div>' if name else "") + "".join(_choice(one) for one in options)
        for name, options, _number in widget["optgroups"]
    )
    group = f' id="{_said(id_)}"' if id_ else ""
    return f'<div class="choices{f" {_said(css)}" if css else ""}"{group}>{shown}</div>'


def _choice(widget: Widget) -> str:
    id_ = widget["attrs"].get("id")
    about = f' for="{_said(id_)}"' if id_ else ""
    return f'<label class="choice"{about}>{_input(widget)}<span>{_said(widget["label"])}</span></label>'


def _attributes(widget: Widget) -> str:
    given = [(name, value) for name, value in widget["attrs"].items() if value is not False]
    return "".join(f" {name}" if value is True else f' {name}="{_said(value)}"' for name, value in given)


# Drawn without a template: seven questions took half of a parent's page. `radio.html` and the like get our cards.
DRAWN: dict[str, Callable[[Widget], str]] = {
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/radio.html": _choices,
    "django/forms/widgets/checkbox_select.html": _choices,
    "django/forms/widgets/radio_option.html": _choice,
    "django/forms/widgets/checkbox_option.html": _choice,
    **{
        f"django/forms/widgets/{name}.html": _input
        for name in ("text", "number", "email", "url", "password", "hidden", "date", "time", "datetime", "checkbox", "input")
    },
}


class Renderer(DjangoTemplates):
    """Renders forms, fields and widgets with the templates of this folder."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"

    def get_template(self, template_name: str) -> Any:
        return super().get_template(OURS.get(template_name, template_name))

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        draw = DRAWN.get(template_name)
        return mark_safe(draw(context["widget"])) if draw else super().render(template_name, context, request)


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
