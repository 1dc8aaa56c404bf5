"""What schools of this installation give each other: the shelf, and what this school laid on it."""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.schools.models import SchoolRow
from driehoek.schools.privacy import Ends, Privacy

from .programme import Activity

PURPOSE = _("ideeën van scholen aan elkaar doorgeven, zonder namen")


class ShelfItem(models.Model):
    """An activity or a text for every school here: `content` in the shape of `rules_sharing.Shared`.

    Of no school: nothing in it says who gave it. Only the giver's own `Given` row knows.
    """

    id: Any = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)  # tells no moment, as other keys do
    sort = models.CharField(max_length=10)
    content = models.JSONField(default=dict)
    laid_on = models.DateField(default=clock.today)

    privacy = Privacy(purpose=PURPOSE, ends=Ends("taken back by the giver"), public="sort content laid_on")

    class Meta:
        ordering = ["-laid_on", "id"]


class Given(SchoolRow):
    """This school laid that on the shelf, and may take it back; `activity` or `text_key` (an own text) is what it was made of."""

    item = models.OneToOneField(ShelfItem, on_delete=models.CASCADE, related_name="+")
    activity = models.ForeignKey(Activity, null=True, on_delete=models.SET_NULL, related_name="given")
    text_key = models.UUIDField(null=True)

    privacy = Privacy(purpose=PURPOSE, ends=Ends("school"), public="item activity text_key")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "activity"], condition=models.Q(activity__isnull=False), name="an_activity_is_given_once"
            ),
            models.UniqueConstraint(
                fields=["school", "text_key"], condition=models.Q(text_key__isnull=False), name="a_text_is_given_once"
            ),
        ]

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("item", "activity")
