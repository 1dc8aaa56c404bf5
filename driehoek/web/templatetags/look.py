"""The components, as template tags. `/_components/` shows each with its line: `{% icon "calendar" %}` and so on.

Tags that wrap text (`notice`, `empty`) take the lines between themselves and their end tag.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from driehoek.web import charts, days, languages
from driehoek.web.icons import FLIPPED, ICONS
from driehoek.web.pages import numbers_around
from driehoek.web.sorting import sort_link

register = template.Library()

SHAPES = {
    "parents": '<circle cx="5" cy="5" r="5"/>',
    "school": '<rect width="10" height="10" rx="1"/>',
    "pupil": '<path d="M5 .5 10 10H0Z"/>',
}
NOTICE_ICONS = {"info": "info", "done": "check", "warning": "warning", "error": "warning"}
MESSAGE_KINDS = {"success": "done", "debug": "info"}


@register.filter(expects_localtime=True)
def written(day: Any, form: str = "j F Y") -> str:
    """A day as the language of the page writes it; '' for none."""
    return days.written(day, form) if day else ""


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon. Without `label` it is decoration; with one it is read aloud."""
    return _icon(name, str(label))


@lru_cache(maxsize=512)
def _icon(name: str, label: str) -> SafeString:
    drawing = mark_safe(ICONS[name])  # our own constants
    spoken = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true" focusable="false"')
    flip = " flip" if name in FLIPPED else ""
    return format_html('<svg class="icon{}" viewBox="0 0 24 24" width="20" height="20" {}>{}</svg>', flip, spoken, drawing)


@register.inclusion_tag("web/parts/mark.html")
def mark(size: int = 34) -> dict[str, Any]:
    """The sign of Driehoek: pupil above, school and home below, development in the middle. `size` is its width in px."""
    return {"width": size, "height": round(size * 0.9)}


@register.simple_tag
def voice(who: str, words: str = "") -> SafeString:
    """The voice of parents, school or pupil: colour, shape and word together."""
    return _voice(who, str(words or charts.voice_word(who)))


@lru_cache(maxsize=512)
def _voice(who: str, words: str) -> SafeString:
    shape = mark_safe(SHAPES[who])  # our own constants
    drawing = format_html('<svg viewBox="0 0 10 10" aria-hidden="true" focusable="false">{}</svg>', shape)
    return format_html('<span class="voice {}">{}<span>{}</span></span>', who, drawing, words)


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: str = "", live: bool = False) -> SafeString:
    """A box that tells something: kind info, done, warning or error. `live` makes screen readers speak it at once."""
    role = mark_safe(' role="alert"' if kind == "error" else ' role="status"') if live else ""
    heading = format_html("<p><b>{}</b></p>", title) if title else ""
    return format_html(
        '<div class="notice {}"{}>{}<div class="text">{}{}</div></div>',
        kind, role, icon(NOTICE_ICONS[kind]), heading, content,
    )  # fmt: skip


@register.simple_block_tag
def empty(content: str, title: str, image: str = "info") -> SafeString:
    """An empty screen that teaches: what will stand here, and the first step (a button in the content)."""
    return format_html('<div class="empty">{}<h2>{}</h2>{}</div>', icon(image), title, content)


@register.simple_block_tag
def kept(content: str) -> str:
    """Draw once what stands in a page twice: `{% kept as menu %}…{% endkept %}`, then `{{ menu }}` in both places."""
    return content


@register.filter
def notice_kind(level_tag: str) -> str:
    """Django's level of a message ('success') as our kind of notice ('done')."""
    kind = MESSAGE_KINDS.get(level_tag, level_tag)
    return kind if kind in NOTICE_ICONS else "info"


@register.filter
def notice_icon(level_tag: str) -> str:
    return NOTICE_ICONS[notice_kind(level_tag)]


@register.filter
def undo_address(extra_tags: str | None) -> str:
    """The address that takes an action back: `messages.success(request, "…", extra_tags="undo:/s/…/undo/")`.

    Only addresses of our own site count, so that a message can never post elsewhere.
    """
    address = (extra_tags or "").partition("undo:")[2].split(" ")[0]
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else ""


@register.inclusion_tag("web/parts/steps.html")
def steps(items: Iterable[Any], label: str = "") -> dict[str, Any]:
    """The path: items with `.label`, `.words`, `.state` ('done', 'now', 'next' or 'passed') and perhaps `.url`."""
    return {"items": items, "label": label or _("De stappen")}


@register.inclusion_tag("web/parts/bars.html")
def bars(rows: Iterable[Any], title: str = "", series: str | Iterable[Any] = "", legend: bool = True) -> dict[str, Any]:
    """Bars, plain or stacked. Rows have `.label`, `.values` (or `.value`), `.total` and `.words`.

    `series` names the values: a list, or one string with bars between ("komt|nog niet"). Voices get their own colours.
    """
    names = series.split("|") if isinstance(series, str) and series else series or [_("aantal")]
    all_series = charts.as_series(names)
    all_rows = charts.as_rows(rows)
    return {
        "title": title,
        "rows": [{"row": row, "drawing": charts.bar(row, all_series), "cells": [charts.number(v) for v in row.values], "total": charts.number(row.total)} for row in all_rows],
        "series": [{"name": one.name, "voice": one.voice, "swatch": charts.swatch(one.ink)} for one in all_series],
        "alternative": charts.alternative(all_rows, all_series) or _("Nog geen gegevens."),
        "legend": legend and len(all_series) > 1,
    }  # fmt: skip


@register.inclusion_tag("web/parts/ring.html")
def ring(value: float, total: float, label: str) -> dict[str, Any]:
    """Progress as a ring: `value` of `total`, with what it is in words."""
    drawing, percent = charts.ring(value, total)
    return {"drawing": drawing, "percent": percent, "value": charts.number(value), "total": charts.number(total), "label": label}


@register.inclusion_tag("web/parts/pages.html", takes_context=True)
def pages(context: Context, page: Page[Any], name: str = "page") -> dict[str, Any]:
    """Links to the pages of a long list; nothing when one page is enough. Keeps the rest of the question mark part."""
    request = context.get("request")
    numbers = numbers_around(page.number, page.paginator.num_pages)
    query = request.GET.copy() if request else {}
    links = []
    for one in numbers:
        if one is not None and request:
            query[name] = str(one)
        links.append(
            {"number": one, "href": "?" + query.urlencode() if request else f"?{name}={one}", "here": one == page.number}
        )
    return {"page": page, "links": links, "before": _href(links, page.number - 1), "after": _href(links, page.number + 1)}


def _href(links: list[dict[str, Any]], number: int) -> str:
    return next((link["href"] for link in links if link["number"] == number), "")


@register.simple_tag(takes_context=True)
def sort_header(context: Context, column: str, label: str, css: str = "") -> SafeString:
    """A `<th>` that sorts by `column`; a second press turns the order. The view reads `?sort=column` or `?sort=-column`."""
    request = context.get("request")
    link = sort_link(request.GET if request else None, column)
    aria = format_html(' aria-sort="{}"', link.direction) if link.direction else ""
    shown = {"ascending": icon("up"), "descending": icon("down"), "": icon("sort")}[link.direction]
    return format_html('<th scope="col" class="{}"{}><a href="{}">{}{}</a></th>', css, aria, link.href, label, shown)


@register.inclusion_tag("web/parts/error_summary.html")
def error_summary(form: Any) -> dict[str, Any]:
    """The list of errors with links, for forms that are laid out by hand. `{{ form }}` brings it by itself."""
    return {"form": form, "fields": [(field, field.errors) for field in form.visible_fields() if field.errors]}


@register.simple_tag(takes_context=True)
def language_menu(context: Context, only: str = "") -> SafeString:
    """The choice of language as a menu that works without script. `only="nl,en"` narrows it."""
    request = context.get("request")
    codes = [code for code in only.split(",") if code]
    choices = [
        one for one in languages.as_choices(context.get("languages") or languages.offered()) if not codes or one.code in codes
    ]
    return mark_safe(  # a rendered template
        render_to_string("web/parts/languages.html", {"languages": choices, "back": request.get_full_path() if request else "/"}, request)
    )  # fmt: skip


@register.filter
def first_input(field: Any) -> str:
    """Id of the first thing in a field that can take the focus; a group of choices numbers its inputs."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.simple_tag
def relabel(form: Any, name: str, label: str) -> str:
    """Give a field of a library's form a label in our own words. Prints nothing."""
    if name in form.fields:
        form.fields[name].label = label
    return ""
