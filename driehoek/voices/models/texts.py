"""Texts of the school itself, beside those that ship."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.schools.models import SchoolRow
from driehoek.schools.privacy import Ends, Privacy


class TextSort(models.TextChoices):
    THEME = "theme", _("thema")
    QUESTION = "question", _("vraag")
    STATEMENT = "statement", _("stelling")
    MESSAGE = "message", _("bericht")


class Audience(models.TextChoices):
    TEAM = "team", _("team")
    PARENTS = "parents", _("ouders")
    MIXED = "mixed", _("ouders en team samen")


class OwnText(SchoolRow):
    """A text of the school itself, or its own version of one that ships (`library_key`); `is_hidden` leaves that one out.

    `title` and `text` are Dutch; `translations`: {language: {"title" | "text": words}}, each made by a person.
    """

    sort = models.CharField(max_length=10, choices=TextSort.choices)
    library_key = models.CharField(max_length=40, blank=True)
    audience = models.CharField(max_length=8, choices=Audience.choices, default=Audience.MIXED)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True, max_length=3000)
    translations = models.JSONField(default=dict, blank=True)
    is_hidden = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(
        purpose=_("eigen thema's, vragen, stellingen en berichten"),
        ends=Ends("school"),
        public="sort library_key audience title text translations is_hidden changed_at",
    )

    class Meta:
        ordering = ["sort", "title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "sort", "library_key"], condition=~models.Q(library_key=""), name="one_version_of_a_text"
            )
        ]

    def __str__(self) -> str:
        return self.title
