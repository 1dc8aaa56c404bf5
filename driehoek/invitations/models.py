"""Occasion, the invitation of a class, of a household, and its reply."""

import datetime as dt
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.access.models import User
from driehoek.clock import secret_id
from driehoek.people.models import Guardian, Household, SchoolClass, StaffMember
from driehoek.schools.models import SchoolRow, school_years_ago
from driehoek.schools.privacy import Ends, Privacy


class Occasion(SchoolRow):
    """What people are asked to. `ends_at` also counts down to the erasure of stated needs.

    `why` in Dutch, for parents; `translations`: {language: {"title" | "why" | "place": text}}, each made by a person.
    `reply_to`: where an e-mail in answer goes, when not to the school's own address. `cancelled_at` when it does not go on.
    """

    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    reply_by = models.DateField()
    has_interpreter = models.BooleanField(default=True)
    has_childcare = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=0)  # SEQUENCE of the calendar file
    why = models.TextField(blank=True, max_length=600)
    translations = models.JSONField(default=dict, blank=True)
    reply_to = models.EmailField(blank=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=300, blank=True)

    privacy = Privacy(
        purpose=_("weten waar ouders voor uitgenodigd zijn"),
        ends=Ends("school"),
        public="title starts_at ends_at place reply_by has_interpreter has_childcare version why translations cancelled_at"
        " cancel_reason reply_to",
    )

    class Meta:
        ordering = ["-starts_at", "id"]
        constraints = [models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="ends_after_it_starts")]

    def __str__(self) -> str:
        return self.title


def _two_years_over(rows: Any, now: dt.datetime) -> Any:
    return rows.filter(occasion__ends_at__lt=school_years_ago(now, 2))


class ClassInvitation(SchoolRow):
    """The invitation of one class, in its mentor's name, sent only when approved.

    `reply_to`: where an e-mail in answer to its invitation and reminder goes, when not where the occasion says; it counts as long
    as the sender works here.
    """

    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="class_invitations")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="+")
    sender = models.ForeignKey(StaffMember, null=True, on_delete=models.SET_NULL, related_name="+")
    personal_line = models.TextField(blank=True, max_length=600)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(null=True)
    reply_to = models.EmailField(blank=True)

    privacy = Privacy(
        purpose=_("ouders persoonlijk uitnodigen"),
        ends=Ends("school year + 2", due=_two_years_over),
        public="occasion school_class approved_at sent_at personal_line",
        personal="sender approved_by reply_to",
    )

    class Meta:
        ordering = ["school_class__sort_key", "id"]
        constraints = [models.UniqueConstraint(fields=["school", "occasion", "school_class"], name="one_class_invitation")]

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("occasion", "school_class", "sender")


def _fortnight_after_class(rows: Any, now: dt.datetime) -> Any:
    stated = models.Q(childcare__gt=0) | ~models.Q(interpreter="") | ~models.Q(other_need="")
    return rows.filter(stated, class_invitation__occasion__ends_at__lt=now - dt.timedelta(days=14))


def _month_after_class(rows: Any, now: dt.datetime) -> Any:
    return rows.filter(class_invitation__occasion__ends_at__lt=now - dt.timedelta(days=31))


class OpenReply(SchoolRow):
    """An answer through the link of a class: nobody knows yet whose it is. `child_name` is a first name.

    The key is made on the page, so that sending twice is once. `matched_to` when somebody saw whose it is; it then counts
    as that family's own reply. `set_aside_at` when it is nobody's.
    """

    id = models.UUIDField(primary_key=True, default=secret_id, editable=False)
    class_invitation = models.ForeignKey(ClassInvitation, on_delete=models.CASCADE, related_name="open_replies")
    child_name = models.CharField(max_length=100)
    name = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=5, default="nl")
    coming = models.PositiveSmallIntegerField()
    by_other = models.BooleanField(default=False)
    interpreter = models.CharField(max_length=40, blank=True)
    childcare = models.PositiveSmallIntegerField(default=0)
    other_need = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(default=clock.now)
    matched_to = models.ForeignKey("Invitation", null=True, on_delete=models.SET_NULL, related_name="open_replies")
    matched_at = models.DateTimeField(null=True)
    set_aside_at = models.DateTimeField(null=True)

    privacy = Privacy(
        purpose=_("ouders laten antwoorden van wie de school nog geen lijst heeft"),
        ends=Ends("meeting + 31 days", due=_month_after_class),
        also_ends=(
            Ends("meeting + 14 days", due=_fortnight_after_class, blank={"interpreter": "", "childcare": 0, "other_need": ""}),
        ),
        public="class_invitation answered_at matched_at set_aside_at",
        personal="child_name name language coming by_other interpreter childcare other_need matched_to",
    )

    class Meta:
        ordering = ["answered_at", "id"]
        constraints = [models.CheckConstraint(condition=models.Q(coming__lte=6), name="at_most_six_come_openly")]

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("class_invitation__occasion", "class_invitation__school_class")


class Channel(models.TextChoices):
    MAIL = "mail", _("e-mail")
    PAPER = "paper", _("brief")


class Outcome(models.TextChoices):
    """What came of the one personal attempt. Never a word about the family."""

    SPOKEN = "spoken", _("gesproken")
    MESSAGE = "message", _("bericht achtergelaten")
    NOT_REACHED = "not_reached", _("niet bereikt")
    NO_MORE = "no_more", _("wil geen herinneringen meer")


class Invitation(SchoolRow):
    """One household, asked once. Two reminders at most and one personal attempt, by who was asked to call; then it stops."""

    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="invitations")
    class_invitation = models.ForeignKey(ClassInvitation, on_delete=models.CASCADE, related_name="invitations")
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=5, default="nl")
    channel = models.CharField(max_length=5, choices=Channel.choices)
    sent_at = models.DateTimeField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    caller = models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    attempt_at = models.DateTimeField(null=True)
    attempt_outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)

    privacy = Privacy(
        purpose=_("weten wie is uitgenodigd"),
        ends=Ends("school year + 2", due=_two_years_over),
        public="occasion class_invitation channel sent_at reminders reminded_at attempt_at attempt_outcome",
        personal="household language caller",
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["school", "occasion", "household"], name="one_invitation_per_household"),
            models.CheckConstraint(condition=models.Q(reminders__lte=2), name="two_reminders_at_most"),
        ]

    @property
    def is_let_go(self) -> bool:
        """Nobody of the school approaches them any more about this: the one attempt was made, or they asked so."""
        return self.attempt_at is not None or self.attempt_outcome == Outcome.NO_MORE

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("occasion", "reply", "class_invitation__school_class", "class_invitation__sender")


def _fortnight_after(rows: Any, now: dt.datetime) -> Any:
    over = now - dt.timedelta(days=14)
    stated = models.Q(childcare__gt=0) | ~models.Q(interpreter="") | ~models.Q(other_need="")
    return rows.filter(stated, invitation__occasion__ends_at__lt=over)


class Reply(SchoolRow):
    """What a household answered. `coming` is how many people, `by_other` when somebody else comes for them; needs are erased
    14 days after."""

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="reply")
    coming = models.PositiveSmallIntegerField()
    by_other = models.BooleanField(default=False)
    interpreter = models.CharField(max_length=40, blank=True)
    childcare = models.PositiveSmallIntegerField(default=0)
    other_need = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(
        purpose=_("weten wie er komt en wat we moeten regelen"),
        ends=Ends("school year + 2"),
        also_ends=(Ends("meeting + 14 days", due=_fortnight_after, blank={"interpreter": "", "childcare": 0, "other_need": ""}),),
        public="answered_at",
        personal="invitation coming by_other interpreter childcare other_need",
    )

    class Meta:
        ordering = ["answered_at", "id"]
        constraints = [models.CheckConstraint(condition=models.Q(coming__lte=6), name="at_most_six_come")]


def _forgotten(rows: Any, now: dt.datetime) -> Any:
    return rows.filter(at__lt=now - dt.timedelta(days=400))


class DeadAddress(SchoolRow):
    """The address at which one letter of the outbox did not arrive, so that another address counts as alive at once.

    `message` is the key of that letter.
    """

    guardian = models.ForeignKey(Guardian, on_delete=models.CASCADE, related_name="+")
    message = models.UUIDField()
    email = models.EmailField()
    at = models.DateTimeField(default=clock.now)

    privacy = Privacy(
        purpose=_("weten bij welk adres een mail niet aankwam, zodat een verbeterd adres weer meetelt"),
        ends=Ends("sent + 400 days", due=_forgotten),
        public="message at",
        personal="guardian email",
    )

    class Meta:
        ordering = ["-at", "id"]
        constraints = [models.UniqueConstraint(fields=["school", "message"], name="one_address_per_letter")]
