"""The meeting, its programme, its preparation, its tables and who sits where."""

import datetime as dt
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.access.models import User
from driehoek.invitations.models import Invitation, Occasion
from driehoek.people.models import StaffMember
from driehoek.schools.models import SchoolRow, school_years_ago
from driehoek.schools.privacy import Ends, Privacy
from driehoek.voices.models import Theme, Voice


class MeetingState(models.TextChoices):
    DRAFT = "draft", _("in voorbereiding")
    READY = "ready", _("klaar")
    RUNNING = "running", _("bezig")
    HARVEST = "harvest", _("ordenen")
    REPORTED = "reported", _("verslag verstuurd")


class Couples(models.TextChoices):
    TOGETHER = "together", _("bij elkaar")
    APART = "apart", _("aan verschillende tafels")
    FREE = "free", _("maakt niet uit")


class Spread(models.TextChoices):
    SPREAD = "spread", _("klassen door elkaar")
    TOGETHER = "together", _("per klas bij elkaar")


class Layer(models.TextChoices):
    """Where in the school somebody works; a team that looks like the school has one of each."""

    LEADING = "leading", _("schoolleiding")
    LOWER = "lower", _("onderbouw")
    UPPER = "upper", _("bovenbouw")
    SUPPORT = "support", _("ondersteuning en begeleiding")
    OFFICE = "office", _("administratie en conciërge")
    PARENT = "parent", _("ouder")
    OTHER = "other", _("van buiten de school")


class OwnTemplate(SchoolRow):
    """A run-book that the school kept for later. `items` and `tasks` are plain values, as the rows that they were made from;
    `based_on` names the template that ships."""

    title = models.CharField(max_length=200)
    based_on = models.CharField(max_length=40)
    items = models.JSONField(default=list)
    tasks = models.JSONField(default=list)
    made_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(
        purpose=_("een eigen draaiboek nog eens gebruiken"), ends=Ends("school"), public="title based_on items tasks made_at"
    )

    class Meta:
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title


class Meeting(SchoolRow):
    """`live_version` goes up with every change that a screen in the hall must show.

    `leader` is the discussion leader when that is a colleague; one from outside has a code and stands in `fill_ins`.
    `live_before_at` is when the item before this one began, for who pressed 'next' by mistake.
    `couples`: what the division does with people of one invitation.
    `expected` is how many people somebody expects, `table_size` how many sit at one table, `own_template` where it was made
    from. `session_of`: the first of several sessions of one evening. `evaluation`: {"keep" | "change" | "next": text},
    with "from" (the earlier meeting it was made from), "taps" (counts) and "tapped" (hashes, until the taps close).
    `chosen`: {"questions" | "statements": keys of the library or of own texts, in order}; without a list, what the run-book says.
    `report_came` is how many people of each voice came: the list of names is erased after a fortnight, the report stays.
    """

    occasion = models.OneToOneField(Occasion, on_delete=models.CASCADE, related_name="meeting")
    template = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=MeetingState.choices, default=MeetingState.DRAFT)
    fill_ins = models.JSONField(default=dict, blank=True)
    table_count = models.PositiveSmallIntegerField(default=6)
    leader = models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    couples = models.CharField(max_length=8, choices=Couples.choices, default=Couples.TOGETHER)
    live_version = models.PositiveIntegerField(default=0)
    live_item = models.ForeignKey("ProgrammeItem", null=True, on_delete=models.SET_NULL, related_name="+")
    live_item_at = models.DateTimeField(null=True)
    live_before_at = models.DateTimeField(null=True)
    live_question = models.CharField(max_length=40, blank=True)
    report_intro = models.TextField(blank=True, max_length=4000)
    reported_at = models.DateTimeField(null=True)
    report_came = models.JSONField(default=dict, blank=True)
    report_intro_absent = models.TextField(blank=True, max_length=4000)
    expected = models.PositiveSmallIntegerField(null=True, blank=True)
    table_size = models.PositiveSmallIntegerField(default=8)
    classes = models.CharField(max_length=8, choices=Spread.choices, default=Spread.SPREAD)
    own_template = models.ForeignKey(OwnTemplate, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    session_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="sessions")
    evaluation = models.JSONField(default=dict, blank=True)
    chosen = models.JSONField(default=dict, blank=True)

    privacy = Privacy(
        purpose=_("een bijeenkomst voorbereiden en houden"),
        ends=Ends("school"),
        public="occasion template state fill_ins table_count live_version live_item live_item_at live_before_at live_question"
        " report_intro reported_at report_came couples report_intro_absent expected table_size classes own_template session_of"
        " evaluation chosen",
        personal="leader",
    )

    class Meta:
        ordering = ["-occasion__starts_at", "id"]

    def __str__(self) -> str:
        return self.occasion.title

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("occasion", "leader", "live_item")


class ProgrammeItem(SchoolRow):
    """One line of the run-book. Its clock time follows from the items before it. `block` groups items under one heading.

    `stages`: what it switches on while it runs, names of `library.shapes.Stage` with a space between; `rules.opens` reads them.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="programme")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40, blank=True)
    block = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=120)
    minutes = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=20, blank=True)
    who = models.CharField(max_length=120, blank=True)
    aim = models.CharField(max_length=300, blank=True)
    spoken = models.TextField(blank=True, max_length=3000)
    needs = models.CharField(max_length=300, blank=True)
    remark = models.CharField(max_length=300, blank=True)
    stages = models.CharField(max_length=100, blank=True)

    privacy = Privacy(
        purpose=_("het draaiboek"),
        ends=Ends("school"),
        public="meeting position key block title minutes form who aim spoken needs remark stages",
    )

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.CheckConstraint(condition=models.Q(minutes__lte=600), name="an_item_is_no_day")]

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("meeting__occasion")


def _two_years_over(rows: Any, now: dt.datetime) -> Any:
    return rows.filter(meeting__occasion__ends_at__lt=school_years_ago(now, 2))


class PreparationTask(SchoolRow):
    """`day`: days from the meeting, None for a task with a day of its own; `shift`: where it goes from a free day."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="preparation")
    key = models.CharField(max_length=40, blank=True)
    day = models.SmallIntegerField(null=True)
    shift = models.CharField(max_length=8, blank=True)
    title = models.CharField(max_length=200)
    why = models.CharField(max_length=400, blank=True)
    role = models.CharField(max_length=40, blank=True)
    owner = models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField()
    hours = models.DecimalField(max_digits=4, decimal_places=1, default=0)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    privacy = Privacy(
        purpose=_("de voorbereiding verdelen"),
        ends=Ends("school year + 2", due=_two_years_over),
        public="meeting key day shift title why role due_on hours done_at",
        personal="owner done_by",
    )

    class Meta:
        ordering = ["due_on", "id"]

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("meeting__occasion", "owner")


class TeamMember(SchoolRow):
    """Somebody of the action team: a colleague, or a parent or outsider by name."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="team")
    staff = models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    layer = models.CharField(max_length=8, choices=Layer.choices)

    privacy = Privacy(
        purpose=_("een bijeenkomst samen voorbereiden"),
        ends=Ends("school year + 2", due=_two_years_over),
        public="meeting layer",
        personal="staff name",
    )

    class Meta:
        ordering = ["layer", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "meeting", "staff"], condition=models.Q(staff__isnull=False), name="once_in_a_team"
            )
        ]

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("meeting__occasion", "staff")


class MeetingTable(SchoolRow):
    """A table of the meeting. A scribe's code opens exactly this."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField()
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    leader = models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    scribe = models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    room = models.CharField(max_length=60, blank=True)

    privacy = Privacy(
        purpose=_("de tafels indelen"),
        ends=Ends("school year + 2", due=_two_years_over),
        public="meeting number theme room",
        personal="leader scribe",
    )

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["school", "meeting", "number"], name="one_table_per_number")]

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("meeting__occasion", "theme")


def _fortnight_after(rows: Any, now: dt.datetime) -> Any:
    return rows.filter(meeting__occasion__ends_at__lt=now - dt.timedelta(days=14))


class Attendee(SchoolRow):
    """Somebody who comes (or came): a guest of an invitation, or a member of staff. `name` as on the badge."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendees")
    invitation = models.ForeignKey(Invitation, null=True, on_delete=models.CASCADE, related_name="+")
    staff = models.ForeignKey(StaffMember, null=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    voice = models.CharField(max_length=8, choices=Voice.choices)
    class_label = models.CharField(max_length=100, blank=True)
    place = models.PositiveSmallIntegerField(default=1)
    arrived_at = models.DateTimeField(null=True)

    privacy = Privacy(
        purpose=_("weten wie er is en wie waar zit"),
        ends=Ends("meeting + 14 days", due=_fortnight_after),
        public="meeting voice place arrived_at class_label",
        personal="invitation staff name",
    )

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["school", "meeting", "invitation", "place"], name="one_attendee_per_place"),
            models.UniqueConstraint(fields=["school", "meeting", "staff"], name="one_attendee_per_staff"),
        ]

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("meeting__occasion")


class Seat(SchoolRow):
    """Who sits at which table in which round. `by_hand` when somebody put them there."""

    attendee = models.ForeignKey(Attendee, on_delete=models.CASCADE, related_name="seats")
    table = models.ForeignKey(MeetingTable, on_delete=models.CASCADE, related_name="seats")
    round = models.PositiveSmallIntegerField(default=1)
    by_hand = models.BooleanField(default=False)

    privacy = Privacy(
        purpose=_("weten wie waar zit"), ends=Ends("meeting + 14 days"), public="table round by_hand", personal="attendee"
    )

    class Meta:
        ordering = ["round", "id"]
        constraints = [models.UniqueConstraint(fields=["school", "attendee", "round"], name="one_seat_per_round")]


class FormerSeating(SchoolRow):
    """The division before the last one, so that a new division can be undone: {attendee: [table, by_hand]}, ids only."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="former_seating")
    seats = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(
        purpose=_("een nieuwe indeling kunnen terugdraaien"),
        ends=Ends("meeting + 14 days", due=_fortnight_after),
        public="meeting made_at",
        personal="seats",
    )
