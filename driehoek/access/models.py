"""Accounts, memberships, codes, the trail and the rate limits."""

import datetime as dt
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.clock import new_id, secret_id
from driehoek.schools.models import School, SchoolRow
from driehoek.schools.privacy import Ends, Privacy

from .policy import Role


class Accounts(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **values: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **values)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


QUICK, QUICK_SECONDS = "quick-", 900  # how the key of a bucket begins that is full again within so many seconds


def _a_year_without(rows: Any, now: dt.datetime) -> Any:
    return rows.filter(until__lt=now.date() - dt.timedelta(days=366))


def _expired_a_month(rows: Any, now: dt.datetime) -> Any:
    return rows.filter(expires_at__lt=now - dt.timedelta(days=30))


def _full_again(rows: Any, now: dt.datetime) -> Any:
    then = now.timestamp()
    quick = models.Q(key__startswith=QUICK, filled_at__lt=then - QUICK_SECONDS)
    return rows.filter(quick | models.Q(filled_at__lt=then - 86_400))


class User(AbstractBaseUser):
    """A member of staff, at one school or several. There is no superuser and no admin site."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, default="nl")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)

    objects = Accounts()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    privacy = Privacy(
        purpose=_("medewerkers laten inloggen"),
        ends=Ends("membership + 1 year"),
        public="language is_active created_at last_login",
        personal="email name password",
    )

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        return False

    @property
    def is_superuser(self) -> bool:
        return False


class Membership(SchoolRow):
    """What a member of staff may do at this school; one row a role. Both days count; without them it holds always."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    privacy = Privacy(
        purpose=_("weten wie op deze school wat mag"),
        ends=Ends("membership + 1 year", due=_a_year_without),
        public="role since until",
        personal="user",
    )

    class Meta:
        ordering = ["role"]
        constraints = [models.UniqueConstraint(fields=["school", "user", "role"], name="one_membership_per_role")]


def holds_today() -> models.Q:
    """Rows with `since` and `until` that hold on this day."""
    return holds_on(clock.today())


def holds_on(day: dt.date) -> models.Q:
    begun = models.Q(since__isnull=True) | models.Q(since__lte=day)
    return begun & (models.Q(until__isnull=True) | models.Q(until__gte=day))


def not_over() -> models.Q:
    """Rows with `until` that hold on this day, or will."""
    return models.Q(until__isnull=True) | models.Q(until__gte=clock.today())


class AccessCode(models.Model):
    """A personal link or a printed code: one thing (`about`), one purpose, until a moment. Only its hash is kept.

    Global, since nobody has named a school yet when it is typed; it holds no person, only what it opens.
    """

    id = models.UUIDField(primary_key=True, default=secret_id, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=20)
    about = models.UUIDField(db_index=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        purpose=_("iemand zonder account binnenlaten voor één ding"),
        ends=Ends("expiry + 30 days", due=_expired_a_month),
        public="digest school purpose about expires_at revoked_at",
    )


class TrailRow(SchoolRow):
    """One change, or one look at something sensitive. Ids only; no free text; never changed, never deleted."""

    append_only = True

    at = models.DateTimeField(default=clock.now)
    actor_kind = models.CharField(max_length=10)
    actor = models.UUIDField(null=True)
    act = models.CharField(max_length=40)
    object_type = models.CharField(max_length=40, blank=True)
    object_id = models.UUIDField(null=True)

    privacy = Privacy(
        purpose=_("kunnen nagaan wie wat deed"),
        ends=Ends("school"),
        public="at actor_kind act object_type object_id",
        personal="actor",
    )

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["school", "object_id"], name="trail_by_object"),
            models.Index(fields=["school", "act"], name="trail_by_act"),
        ]


class TrailLink(SchoolRow):
    """The chain behind the trail: each link's hash covers the row and the link before. Written by the worker."""

    append_only = True

    row = models.OneToOneField(TrailRow, on_delete=models.PROTECT, related_name="link")
    number = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)

    privacy = Privacy(purpose=_("knoeien met het logboek zichtbaar maken"), ends=Ends("school"), public="row number digest")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["school", "number"], name="one_link_per_number")]


class TokenBucket(models.Model):
    """How much of a limit is left, or what is shut for some days. `key` is a keyed hash, its key is not in here; global, for it also counts who is not known yet."""

    key = models.CharField(max_length=64, primary_key=True)
    tokens = models.FloatField()
    filled_at = models.FloatField()

    privacy = Privacy(
        purpose=_("raden en overbelasten afremmen, en wat teruggenomen is niet nog eens aannemen"),
        ends=Ends("8 days", due=_full_again),
        public="key tokens filled_at",
    )
