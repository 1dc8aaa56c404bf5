"""Take away and put back: what was taken waits in the session of who took it, for 'Maak ongedaan'."""

from collections.abc import Iterator
from contextlib import contextmanager
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

    @contextmanager
    def taken(self, request: Any, about: object = "") -> Iterator[Kept]:
        """What was kept, once; when what is done with it is refused, it stays in the drawer.

        Raises Http404 when there is nothing (any more).
        """
        kept: Kept | None = request.session.get(self.name, {}).get(_key(request, about))
        if kept is None:
            raise Http404
        yield dict(kept)
        drawer = dict(request.session[self.name])
        drawer.pop(_key(request, about), None)
        request.session[self.name] = drawer


def _key(request: Any, about: object) -> str:
    return f"{request.school.pk}:{about}"
