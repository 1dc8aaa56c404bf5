"""Who belongs to the school. There is no field that judges a family, and none that must be filled with text about one."""

import datetime as dt
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.access.models import User
from driehoek.schools.models import SchoolRow, SchoolYear
from driehoek.schools.privacy import Ends, Privacy
from driehoek.schools.sealing import SealedTextField

from .names import full_name, search_key, sort_key


def _left_two_years(rows: Any, now: dt.datetime) -> Any:
    return rows.filter(left_on__lt=now.date() - dt.timedelta(days=731))


def _uploaded_yesterday(rows: Any, now: dt.datetime) -> Any:
    return rows.filter(uploaded_at__lt=now - dt.timedelta(days=1))


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
    """A group (po) or class (vo) in one school year. `key` is the administration's, '' when made by hand."""

    year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="classes")
    key = models.CharField(max_length=256, blank=True)
    name = models.CharField(max_length=100)
    year_level = models.CharField(max_length=20, blank=True)
    sort_key = models.CharField(max_length=120, blank=True)

    privacy = Privacy(
        purpose=_("leerlingen en ouders per groep of klas bereiken"),
        ends=Ends("school"),
        public="year key name year_level sort_key",
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
    """Who teaches a class. A mentor (po: group teacher) invites its parents."""

    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, related_name="teachers")
    staff = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="classes")
    is_mentor = models.BooleanField(default=True)

    privacy = Privacy(
        purpose=_("weten wie mentor is"), ends=Ends("school year + 2"), public="school_class is_mentor", personal="staff"
    )

    class Meta:
        ordering = ["-is_mentor", "id"]
        constraints = [models.UniqueConstraint(fields=["school", "school_class", "staff"], name="one_teacher_per_class")]


class Pupil(Named, SchoolRow):
    """A pupil. What belongs in the pupil file stays in the pupil file."""

    key = models.CharField(max_length=256, blank=True)
    match_key = models.CharField(max_length=400, blank=True)
    born_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    last_in_file_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        purpose=_("weten wiens ouders iemand zijn"),
        ends=Ends("has left + 2 years", due=_left_two_years),
        public="key left_on last_in_file_at",
        personal=f"{NAMES} match_key born_on",
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
    """One home. A child with two homes has two; nothing of the one is shown to the other."""

    match_key = models.CharField(max_length=64, blank=True)
    street = SealedTextField()
    postcode = SealedTextField()
    city = SealedTextField()
    is_secret = models.BooleanField(default=False)

    privacy = Privacy(
        purpose=_("een brief op het goede adres krijgen"),
        ends=Ends(LAST_PUPIL, due=_of_nobody),
        public="is_secret match_key",
        sealed="street postcode city",
    )

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["school", "match_key"], name="household_by_match")]


class Guardian(Named, SchoolRow):
    """A parent or carer. Contact language is what the parent chose, never origin or home language."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="guardians")
    match_key = models.CharField(max_length=400, blank=True)
    email = models.EmailField(blank=True)
    phone = SealedTextField()
    contact_language = models.CharField(max_length=5, default="nl")
    last_in_file_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        purpose=_("ouders uitnodigen en hun laten horen wat er met hun woorden gebeurt"),
        ends=Ends(LAST_PUPIL, due=_of_no_child),
        public="last_in_file_at",
        personal=f"{NAMES} match_key household email contact_language",
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


class Guardianship(SchoolRow):
    """A guardian of a pupil: relation, authority (gezag), and whether the school may inform them about this child."""

    guardian = models.ForeignKey(Guardian, on_delete=models.CASCADE, related_name="children")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="guardians")
    relation = models.CharField(max_length=40, blank=True)
    authority = models.CharField(max_length=8, choices=Authority.choices, default=Authority.UNKNOWN)
    may_receive = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=1)

    privacy = Privacy(
        purpose=_("weten wie over welk kind mag horen"),
        ends=GOES_WITH_PUPIL,
        public="position",
        personal="guardian pupil relation authority may_receive",
    )

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["school", "guardian", "pupil"], name="one_guardianship")]


class RosterUpload(SchoolRow):
    """Files between preview and apply: sealed, gone after a day."""

    names = models.CharField(max_length=400)
    content = SealedTextField()
    uploaded_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(
        purpose=_("een bestand laten zien voordat het wordt ingelezen"),
        ends=Ends("1 day", due=_uploaded_yesterday),
        public="names uploaded_at",
        sealed="content",
    )


class RosterImport(SchoolRow):
    """What an import did, in numbers."""

    names = models.CharField(max_length=400)
    applied_at = models.DateTimeField(default=clock.now)
    applied_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)

    privacy = Privacy(
        purpose=_("weten wanneer de gegevens zijn bijgewerkt"),
        ends=Ends("school"),
        public="names applied_at added changed left",
        personal="applied_by",
    )

    class Meta:
        ordering = ["-applied_at"]
