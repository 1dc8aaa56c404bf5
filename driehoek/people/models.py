"""Who belongs to the school. There is no field that judges a family, and none that must be filled with text about one."""

import datetime as dt
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.access.models import User
from driehoek.access.policy import Role
from driehoek.schools.models import SchoolRow, SchoolYear
from driehoek.schools.privacy import Ends, Privacy
from driehoek.schools.scoping import ScopedManager, ScopedQuerySet
from driehoek.schools.sealing import SealedTextField

from .names import full_name, search_key, sort_key
from .roster_work import ROLL_OVER as ROLL_OVER
from .roster_work import RosterImport as RosterImport
from .roster_work import RosterUpload as RosterUpload
from .roster_work import RosterWork as RosterWork


def _left_two_years(rows: Any, now: dt.datetime) -> Any:
    return rows.filter(left_on__lt=now.date() - dt.timedelta(days=731))


def _of_no_child(rows: Any, now: dt.datetime) -> Any:
    return rows.filter(children__isnull=True)


def _of_nobody(rows: Any, now: dt.datetime) -> Any:
    return rows.filter(guardians__isnull=True)


LAST_PUPIL = "pupil has left + 2 years"
GOES_WITH_PUPIL = Ends(LAST_PUPIL)


class Named(models.Model):
    """A person with a Dutch name: given name, tussenvoegsel, surname."""

    given_name = models.CharField(max_length=200, blank=True)
    prefix = models.CharField(max_length=40, blank=True)
    surname = models.CharField(max_length=200, blank=True)
    sort_key = models.CharField(max_length=300, blank=True, editable=False)
    search_key = models.CharField(max_length=600, blank=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return full_name(self.given_name, self.prefix, self.surname)

    def fill_keys(self) -> None:
        """Called by save(); whoever uses bulk_create calls it first."""
        self.sort_key = sort_key(self.given_name, self.prefix, self.surname)
        self.search_key = search_key(self.given_name, self.prefix, self.surname)

    def save(self, *args: Any, **options: Any) -> None:
        self.fill_keys()
        super().save(*args, **options)


NAMES = "given_name prefix surname sort_key search_key"


class SchoolClass(SchoolRow):
    """A group (po) or class (vo) in one school year. `key` is the administration's, '' when made by hand.

    `family_count` is what somebody typed for a class of which no names are known.
    """

    year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="classes")
    key = models.CharField(max_length=256, blank=True)
    name = models.CharField(max_length=100)
    year_level = models.CharField(max_length=20, blank=True)
    sort_key = models.CharField(max_length=120, blank=True)
    family_count = models.PositiveSmallIntegerField(null=True, blank=True)

    privacy = Privacy(
        purpose=_("leerlingen en ouders per groep of klas bereiken"),
        ends=Ends("school"),
        public="year key name year_level sort_key family_count",
    )

    class Meta:
        ordering = ["sort_key", "name", "id"]
        constraints = [models.UniqueConstraint(fields=["school", "year", "name"], name="one_class_per_name")]

    def __str__(self) -> str:
        return self.name


class StaffMember(Named, SchoolRow):
    """Somebody who works at the school; `user` when they have an account."""

    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    key = models.CharField(max_length=256, blank=True)
    email = models.EmailField(blank=True)
    function = models.CharField(max_length=100, blank=True)
    left_on = models.DateField(null=True, blank=True)

    privacy = Privacy(
        purpose=_("weten wie er werkt en wie mentor is"),
        ends=Ends("has left + 2 years", due=_left_two_years),
        public="function left_on key",
        personal=f"{NAMES} email user",
    )

    class Meta:
        ordering = ["sort_key", "id"]


class ClassTeacher(SchoolRow):
    """Who teaches a class. A mentor (po: group teacher) invites its parents. Both days count; a substitute has them."""

    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, related_name="teachers")
    staff = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="classes")
    is_mentor = models.BooleanField(default=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    privacy = Privacy(
        purpose=_("weten wie mentor is"),
        ends=Ends("school year + 2"),
        public="school_class is_mentor since until",
        personal="staff",
    )

    class Meta:
        ordering = ["-is_mentor", "id"]
        constraints = [models.UniqueConstraint(fields=["school", "school_class", "staff"], name="one_teacher_per_class")]


class Pupil(Named, SchoolRow):
    """A pupil. What belongs in the pupil file stays in the pupil file.

    `adult_agreed_on`: the day on which a pupil of 18 or older agreed that parents go on hearing from the school.
    `untied`: keyed digests of who somebody said is no guardian of this pupil; it outlives their row, so that a file does not
    bring them back.
    """

    key = models.CharField(max_length=256, blank=True)
    match_key = models.CharField(max_length=400, blank=True)
    born_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    last_in_file_at = models.DateTimeField(null=True, blank=True)
    adult_agreed_on = models.DateField(null=True, blank=True)
    untied = models.JSONField(default=list, blank=True)

    privacy = Privacy(
        purpose=_("weten wiens ouders iemand zijn"),
        ends=Ends("has left + 2 years", due=_left_two_years),
        public="key left_on last_in_file_at untied",
        personal=f"{NAMES} match_key born_on adult_agreed_on",
    )

    class Meta:
        ordering = ["sort_key", "id"]
        indexes = [
            models.Index(fields=["school", "key"], name="pupil_by_key"),
            models.Index(fields=["school", "last_in_file_at"], name="pupil_by_file"),
        ]


class Enrolment(SchoolRow):
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="enrolments")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, related_name="enrolments")

    privacy = Privacy(purpose=_("weten wie in welke klas zit"), ends=GOES_WITH_PUPIL, public="school_class", personal="pupil")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["school", "pupil", "school_class"], name="one_enrolment")]


class Household(SchoolRow):
    """One home. A child with two homes has two; nothing of the one is shown to the other.

    `corrected`: {field: digest of what the file said when somebody corrected it here}; see `rules.corrections`.
    `shared_until`: the last moment at which somebody left this home. What it said until then may be theirs, and is told to
    nobody who stayed. It never goes back.
    """

    match_key = models.CharField(max_length=64, blank=True)
    corrected = models.JSONField(default=dict, blank=True)
    street = SealedTextField()
    postcode = SealedTextField()
    city = SealedTextField()
    is_secret = models.BooleanField(default=False)
    shared_until = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        purpose=_("een brief op het goede adres krijgen"),
        ends=Ends(LAST_PUPIL, due=_of_nobody),
        public="is_secret match_key corrected shared_until",
        sealed="street postcode city",
    )

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["school", "match_key"], name="household_by_match")]


class Reached(models.TextChoices):
    AUTO = "", _("e-mail als er een adres is, anders een brief")
    PAPER = "paper", _("liever een brief")


class GuardianRows(ScopedQuerySet):
    def delete(self) -> Any:
        """Whoever goes leaves a home: what it said until now is not told to who stays there."""
        homes = list(self.order_by().values_list("household_id", flat=True).distinct())
        gone = super().delete()
        for start in range(0, len(homes), 500):
            Household.objects.filter(pk__in=homes[start : start + 500]).update(shared_until=clock.now())
        return gone

    delete.alters_data = True  # type: ignore[attr-defined]  # Django reads this mark of a function


class Guardian(Named, SchoolRow):
    """A parent or carer. Contact language is what the parent chose, never origin or home language.

    `language_asked_on`: the day on which somebody asked which language suits. `works_here` when they are a colleague as well.
    `withdrawn_at`: they had their own data removed; a file does not bring it back.
    `corrected`: {field: digest of what the file said when somebody corrected it here}; see `rules.corrections`.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="guardians")
    match_key = models.CharField(max_length=400, blank=True)
    email = models.EmailField(blank=True)
    phone = SealedTextField()
    phone_is_secret = models.BooleanField(default=False)
    reached_by = models.CharField(max_length=5, blank=True, choices=Reached.choices, default=Reached.AUTO)
    contact_language = models.CharField(max_length=5, default="nl")
    language_asked_on = models.DateField(null=True, blank=True)
    works_here = models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    corrected = models.JSONField(default=dict, blank=True)
    last_in_file_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager.from_queryset(GuardianRows)()

    privacy = Privacy(
        purpose=_("ouders uitnodigen en hun laten horen wat er met hun woorden gebeurt"),
        ends=Ends(LAST_PUPIL, due=_of_no_child),
        public="last_in_file_at withdrawn_at corrected language_asked_on phone_is_secret",
        personal=f"{NAMES} match_key household email contact_language reached_by works_here",
        sealed="phone",
    )

    class Meta:
        ordering = ["sort_key", "id"]
        indexes = [
            models.Index(fields=["school", "match_key"], name="guardian_by_match"),
            models.Index(fields=["school", "last_in_file_at"], name="guardian_by_file"),
        ]


class Authority(models.TextChoices):
    YES = "yes", _("ja")
    NO = "no", _("nee")
    UNKNOWN = "unknown", _("niet bekend")


class Restriction(models.TextChoices):
    NONE = "", _("geen")
    THROUGH_LEADER = "leader", _("contact alleen via de schoolleider")
    NO_CONTACT = "no_contact", _("geen contact over dit kind")


class Guardianship(SchoolRow):
    """A guardian of a pupil: relation, authority (gezag), and whether the school may inform them about this child.

    `document` names the paper that authority rests on ('uittreksel gezagsregister 12-03-2026'), never its contents.
    `information_asked_on`: a parent without authority asked to be informed (art. 1:377c BW), and the school recorded it.
    """

    guardian = models.ForeignKey(Guardian, on_delete=models.CASCADE, related_name="children")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="guardians")
    relation = models.CharField(max_length=40, blank=True)
    authority = models.CharField(max_length=8, choices=Authority.choices, default=Authority.UNKNOWN)
    document = models.CharField(max_length=120, blank=True)
    authority_since = models.DateField(null=True, blank=True)
    authority_until = models.DateField(null=True, blank=True)
    may_receive = models.BooleanField(default=True)
    information_asked_on = models.DateField(null=True, blank=True)
    restriction = models.CharField(max_length=10, blank=True, choices=Restriction.choices, default=Restriction.NONE)
    position = models.PositiveSmallIntegerField(default=1)
    corrected = models.JSONField(default=dict, blank=True)

    privacy = Privacy(
        purpose=_("weten wie over welk kind mag horen"),
        ends=GOES_WITH_PUPIL,
        public="position corrected",
        personal="guardian pupil relation authority document authority_since authority_until may_receive information_asked_on"
        " restriction",
    )

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["school", "guardian", "pupil"], name="one_guardianship")]


class KeptApart(SchoolRow):
    """Two guardians who look like one person and are not: somebody said so, and it is not proposed again."""

    first = models.ForeignKey(Guardian, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Guardian, on_delete=models.CASCADE, related_name="+")

    privacy = Privacy(
        purpose=_("niet twee keer vragen of twee mensen dezelfde zijn"), ends=Ends(LAST_PUPIL), public="", personal="first second"
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["school", "first", "second"], name="kept_apart_once")]


class ColumnChoice(SchoolRow):
    """What a column of the school's own spreadsheets means: corrected once, remembered. `heading` is folded; `target` '' is 'skip'."""

    heading = models.CharField(max_length=200)
    target = models.CharField(max_length=60, blank=True)

    privacy = Privacy(
        purpose=_("een lijst van de school de volgende keer begrijpen"), ends=Ends("school"), public="heading target"
    )

    class Meta:
        ordering = ["heading", "id"]
        constraints = [models.UniqueConstraint(fields=["school", "heading"], name="one_choice_per_heading")]


class RoleProposal(SchoolRow):
    """A role that a file mentions for a colleague. Never a right: an administrator says yes or no, once."""

    staff = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="proposals")
    role = models.CharField(max_length=20, choices=Role.choices)
    said_yes = models.BooleanField(null=True)
    decided_at = models.DateTimeField(null=True)

    privacy = Privacy(
        purpose=_("niet twee keer vragen wat een bestand voorstelt"),
        ends=Ends("has left + 2 years"),
        public="role said_yes decided_at",
        personal="staff",
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["school", "staff", "role"], name="one_proposal_per_role")]
