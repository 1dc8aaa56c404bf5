"""All occasions at which something was said."""

from typing import Any

from django.db.models import Count, Q

from driehoek.invitations.models import Occasion

from ..models import Standing


def occasions(wanted: str = "") -> Any:
    """Occasions with `said`, `unread` and `unsorted`, newest first. `wanted` searches the title."""
    shown = ~Q(contributions__standing=Standing.PARKED)
    rows = Occasion.objects.annotate(
        said=Count("contributions", filter=shown),
        unread=Count("contributions", filter=Q(contributions__standing=Standing.WAITING)),
        unsorted=Count("contributions", filter=shown & Q(contributions__theme__isnull=True)),
    )
    if wanted := wanted.replace("\0", " ").strip():  # PostgreSQL takes no NUL
        rows = rows.filter(title__icontains=wanted)
    return rows.order_by("-starts_at", "pk")
