"""Where a theme leads further: links to screens of the folders above, which know what was done with it."""

from typing import Any

_links: list[tuple[Any, str]] = []


def register_theme_link(label: Any, route: str) -> None:
    """`route` is a url name that takes the school and the key of a theme, for who may sort the harvest."""
    _links.append((label, route))


def theme_links() -> list[tuple[Any, str]]:
    return list(_links)
