"""Take away and put back: what was taken waits in the session of who took it, for 'Maak ongedaan'."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404

Kept = dict[str, Any]


@dataclass(frozen=True)
class Aside:
    """One drawer of the session, `name`; in it the last thing that was taken away of each school and `about` (a meeting, say)."""

    name: str

    def keep(self, request: Any, kept: Kept, about: object = "") -> None:
        request.session[self.name] = {**request.session.get(self.name, {}), _key(request, about): kept}

    def take(self, request: Any, about: object = "") -> Kept:
        """What was kept, once. Raises Http404 when there is nothing (any more)."""
        drawer = dict(request.session.get(self.name, {}))
        kept: Kept | None = drawer.pop(_key(request, about), None)
        if kept is None:
            raise Http404
        request.session[self.name] = drawer
        return kept


def _key(request: Any, about: object) -> str:
    return f"{request.school.pk}:{about}"
