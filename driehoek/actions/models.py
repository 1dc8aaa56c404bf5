"""What we do, and what we answer."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.access.models import User
from driehoek.people.models import StaffMember
from driehoek.schools.models import SchoolRow
from driehoek.schools.privacy import Ends, Privacy

PURPOSE = _("elke ouder laten horen wat er met de inbreng gebeurt")


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
    """The answer to a theme or to one contribution. `news_on`: by when people hear more; `told_at`: when there last was news."""

    kind = models.CharField(max_length=8, choices=AnswerKind.choices)
    text = models.TextField(max_length=2000)
    news_on = models.DateField(null=True, blank=True)
    action = models.ForeignKey(ActionItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="answers")
    given_at = models.DateTimeField(default=clock.now)
    given_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    told_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(
        purpose=PURPOSE,
        ends=Ends("school"),
        public="kind text news_on action given_at told_at",
        personal="given_by",
    )

    class Meta:
        ordering = ["given_at", "id"]


class UpdateSort(models.TextChoices):
    ANSWERED = "answered", _("antwoord gegeven")
    CHANGED = "changed", _("antwoord veranderd")
    FINISHED = "finished", _("actie gedaan")
    STOPPED = "stopped", _("actie gestopt")
    REOPENED = "reopened", _("actie weer open")
    NEWS = "news", _("nieuws")


class Update(SchoolRow):
    """One thing that people heard after they said something (terugkoppeling): of an answer, or of an action and so of all its answers.

    `kind`, `text` and `news_on` are what stood there at that moment. It goes with the answer when that is withdrawn.
    """

    sort = models.CharField(max_length=8, choices=UpdateSort.choices)
    answer = models.ForeignKey(Answer, null=True, blank=True, on_delete=models.CASCADE, related_name="updates")
    action = models.ForeignKey(ActionItem, null=True, blank=True, on_delete=models.CASCADE, related_name="updates")
    kind = models.CharField(max_length=8, choices=AnswerKind.choices, blank=True)
    text = models.TextField(max_length=2000, blank=True)
    news_on = models.DateField(null=True, blank=True)
    told_at = models.DateTimeField(default=clock.now)
    told_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    privacy = Privacy(
        purpose=PURPOSE, ends=Ends("school"), public="sort answer action kind text news_on told_at", personal="told_by"
    )

    class Meta:
        ordering = ["told_at", "id"]

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("answer", "action")
