"""Who is asked, and whether somebody answered; never what. See `given.py`, which knows nothing of these people."""

import datetime as dt
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.clock import secret_id
from driehoek.invitations.models import Channel, Occasion
from driehoek.people.models import Guardian, Pupil, SchoolClass, StaffMember
from driehoek.schools.models import SchoolRow, SchoolYear
from driehoek.schools.privacy import Ends, Privacy
from driehoek.voices.models import Voice

from .instruments import Version


def _abandoned(now: dt.datetime, fielding: str = "") -> models.Q:
    """Of what was prepared half a year ago and never opened: nobody was told of it since, and its days do not lie ahead."""
    before = now - dt.timedelta(days=180)
    told = models.Q(**{f"{fielding}told_on__lt": before.date()})
    nobody_told = models.Q(**{f"{fielding}told_on__isnull": True, f"{fielding}opens_on__lt": now.date()})
    return models.Q(**{f"{fielding}opened_at__isnull": True, f"{fielding}made_at__lt": before}) & (told | nobody_told)


def _never_opened(rows: Any, now: dt.datetime) -> Any:
    return rows.filter(_abandoned(now))


class Fielding(SchoolRow):
    """One version, asked of some voices between two days. `year`: the school year that it says something about.

    `people`: {voice: how many could answer}, the school's own numbers when it opened. `frozen_at`: since then only the result is
    read. `balanced`: somebody asked for balanced (weighted by class) figures beside the plain ones. `shared_at`: parents may see the result.
    `spoken`: {"on": day, "rows": [[language, people, at least, at most]]} of the parents, worked out once a night and kept until the next.
    `told_on`: parents of pupils were told that their child is asked. `occasion`: the board where open answers came to lie.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="fieldings")
    title = models.CharField(max_length=120)
    year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="+")
    voices = models.JSONField(default=list)
    people = models.JSONField(default=dict)
    spoken = models.JSONField(default=dict)
    opens_on = models.DateField()
    closes_on = models.DateField()
    told_on = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    frozen_at = models.DateTimeField(null=True)
    shared_at = models.DateTimeField(null=True)
    balanced = models.BooleanField(default=False)
    occasion = models.ForeignKey(Occasion, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(
        purpose=_("ouders, medewerkers en leerlingen vragen hoe de samenwerking gaat"),
        ends=Ends("school"),
        public="version title year voices people spoken opens_on closes_on told_on opened_at closed_at frozen_at shared_at balanced"
        " occasion made_at",
        also_ends=(Ends("never opened: 180 days", due=_never_opened),),
    )

    class Meta:
        ordering = ["-opens_on", "-made_at", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(closes_on__gte=models.F("opens_on")), name="opens_before_it_closes")
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("version__instrument", "year")


def _half_a_year_over(rows: Any, now: dt.datetime) -> Any:
    over = models.Q(fielding__closed_at__lt=now - dt.timedelta(days=180))
    return rows.filter(over | _abandoned(now, "fielding__"))


GOES = Ends("closing + 180 days; never opened: 180 days", due=_half_a_year_over)


class AskedClass(SchoolRow):
    """A class of which parents (or pupils) are asked. `people`: how many could answer, by voice, when it opened; everybody in one class.

    `room`: how many may answer by its link or on paper: also who is counted in the class of a younger child. Its link and its QR code are a way in equal to a personal link.
    """

    fielding = models.ForeignKey(Fielding, on_delete=models.CASCADE, related_name="classes")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="+")
    people = models.JSONField(default=dict)
    room = models.JSONField(default=dict)

    privacy = Privacy(
        purpose=_("per groep of klas zien hoeveel antwoorden er zijn"),
        ends=Ends("school"),
        public="fielding school_class people room",
    )

    class Meta:
        ordering = ["school_class__sort_key", "id"]
        constraints = [models.UniqueConstraint(fields=["school", "fielding", "school_class"], name="one_asked_class")]

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("fielding__version__instrument", "school_class")

    def room_for(self, voice: str) -> int:
        """How many of this voice may answer without a personal link; never fewer than are counted here."""
        return max(int(self.room.get(voice, 0)), int(self.people.get(voice, 0)))


class Ticket(SchoolRow):
    """One person who is asked, and whether an answer came; no time, and no screen ever shows it of a person.

    Exactly one of guardian, staff and pupil. `asked_class` is empty for staff. `let_go`: they wish no reminder, or said that they
    answered another way; like `answered` no screen, number or paper may tell. `gone`: left, or may not hear from the school any
    more; that is no secret. `declined`: a parent does not want their child to be asked (see `ToldParent`).
    """

    id = models.UUIDField(primary_key=True, default=secret_id, editable=False)
    fielding = models.ForeignKey(Fielding, on_delete=models.CASCADE, related_name="tickets")
    voice = models.CharField(max_length=8, choices=Voice.choices)
    guardian = models.ForeignKey(Guardian, null=True, on_delete=models.CASCADE, related_name="+")
    staff = models.ForeignKey(StaffMember, null=True, on_delete=models.CASCADE, related_name="+")
    pupil = models.ForeignKey(Pupil, null=True, on_delete=models.CASCADE, related_name="+")
    asked_class = models.ForeignKey(AskedClass, null=True, on_delete=models.CASCADE, related_name="tickets")
    language = models.CharField(max_length=5, default="nl")
    channel = models.CharField(max_length=5, choices=Channel.choices)
    sent_at = models.DateTimeField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    answered = models.BooleanField(default=False)
    let_go = models.BooleanField(default=False)
    gone = models.BooleanField(default=False)
    declined = models.BooleanField(default=False)

    privacy = Privacy(
        purpose=_("iedereen één keer vragen, en alleen herinneren wie nog niet antwoordde"),
        ends=GOES,
        public="fielding voice asked_class channel sent_at reminders reminded_at",
        personal="guardian staff pupil language answered let_go gone declined",
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["school", "fielding", "guardian"], name="one_ticket_per_guardian"),
            models.UniqueConstraint(fields=["school", "fielding", "staff"], name="one_ticket_per_staff_member"),
            models.UniqueConstraint(fields=["school", "fielding", "pupil"], name="one_ticket_per_pupil"),
            models.CheckConstraint(condition=models.Q(reminders__lte=2), name="two_reminders_of_a_fielding"),
        ]

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related(
            "fielding__version__instrument", "guardian", "staff", "pupil", "asked_class__school_class"
        )


class ToldParent(SchoolRow):
    """A parent who hears beforehand that a pupil under 16 is asked, with a link of their own; `declined` when they said no.

    `told_on`: the day that the letter about this pupil was made.

    One no is enough, and only who said it takes it back. No parent is shown what another said.
    """

    id = models.UUIDField(primary_key=True, default=secret_id, editable=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="told")
    guardian = models.ForeignKey(Guardian, on_delete=models.CASCADE, related_name="+")
    told_on = models.DateField(default=clock.today)
    declined = models.BooleanField(default=False)

    privacy = Privacy(
        purpose=_("ouders vooraf vertellen dat hun kind gevraagd wordt, en hun nee bewaren"),
        ends=Ends("ticket"),
        public="ticket told_on",
        personal="guardian declined",
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["school", "ticket", "guardian"], name="told_once")]

    @classmethod
    def for_gate(cls) -> Any:
        return cls.objects.select_related("ticket__fielding", "ticket__pupil")


class Way(models.TextChoices):
    """How an answer came that no personal link belongs to."""

    LINK = "link", _("link van de groep of klas")
    PAPER = "paper", _("op papier")
    PHONE = "phone", _("aan de telefoon")


class Mark(SchoolRow):
    """That one browser, or one numbered paper form, answered: a second time is not counted. Nobody can tell whose it is.

    `digest` is made with a key outside the database.
    """

    id = models.UUIDField(primary_key=True, default=secret_id, editable=False)
    fielding = models.ForeignKey(Fielding, on_delete=models.CASCADE, related_name="marks")
    asked_class = models.ForeignKey(AskedClass, null=True, on_delete=models.CASCADE, related_name="marks")
    voice = models.CharField(max_length=8, choices=Voice.choices)
    way = models.CharField(max_length=5, choices=Way.choices)
    digest = models.CharField(max_length=32)

    privacy = Privacy(
        purpose=_("een antwoord zonder persoonlijke link één keer tellen"),
        ends=GOES,
        public="fielding asked_class voice way digest",
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["school", "fielding", "digest"], name="one_mark_of_a_browser")]
