"""What we do, and what we answer."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.access.models import User
from driehoek.people.models import StaffMember
from driehoek.schools.models import SchoolRow
from driehoek.schools.privacy import Ends, Privacy


class ActionState(models.TextChoices):
    OPEN = "open", _("te doen")
    DONE = "done", _("gedaan")
    STOPPED = "stopped", _("gestopt")


class ActionItem(SchoolRow):
    """Something that will be done: what, who, by when."""

    title = models.CharField(max_length=300)
    owner = models.ForeignKey(StaffMember, null=True, on_delete=models.SET_NULL, related_name="actions")
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=ActionState.choices, default=ActionState.OPEN)
    result = models.TextField(blank=True, max_length=1000)
    made_at = models.DateTimeField(default=clock.now)
    done_on = models.DateField(null=True)

    privacy = Privacy(
        purpose=_("doen wat we beloven"),
        ends=Ends("school"),
        public="title due_on state result made_at done_on",
        personal="owner",
    )

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("owner")


class AnswerKind(models.TextChoices):
    HEARD = "heard", _("gehoord")
    WE_DO = "we_do", _("dit doen we")
    WE_DONT = "we_dont", _("dit doen we niet, omdat …")
    LATER = "later", _("later")


class Answer(SchoolRow):
    """The answer to a theme or to one contribution. `news_on`: by when people hear more."""

    kind = models.CharField(max_length=8, choices=AnswerKind.choices)
    text = models.TextField(max_length=2000)
    news_on = models.DateField(null=True, blank=True)
    action = models.ForeignKey(ActionItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="answers")
    given_at = models.DateTimeField(default=clock.now)
    given_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    privacy = Privacy(
        purpose=_("elke ouder laten horen wat er met de inbreng gebeurt"),
        ends=Ends("school"),
        public="kind text news_on action given_at",
        personal="given_by",
    )

    class Meta:
        ordering = ["given_at", "id"]
