"""Sealed fields: AES-256-GCM, bound to table, column, row and school, the key's number in front.

A value copied to another row, column or school does not open, and says so loudly. Each school has its own key,
wrapped by the master key, which lives outside database and backup (`settings.MASTER_KEY`).
Whoever is root on the serving machine can read everything; this protects dumps, backups and disks.
"""

import os
import time
import uuid
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models

NONCE = 12
NEWEST_SECONDS = 5.0


class SealBroken(RuntimeError):
    """A sealed value that does not open: wrong key, or moved from where it was sealed."""


def derived_key(purpose: str) -> bytes:
    """A 32-byte key of this installation for one purpose, derived from the master key (HKDF, RFC 5869)."""
    return _derived(settings.MASTER_KEY, purpose)


@lru_cache(maxsize=64)
def _derived(master: str, purpose: str) -> bytes:
    """Kept, since 2,000 letters ask for it 8,000 times."""
    return HKDF(SHA256(), 32, b"driehoek", purpose.encode()).derive(master.encode())


def seal(key: bytes, plain: bytes, bound_to: str) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound_to.encode())


def unseal(key: bytes, sealed: bytes, bound_to: str) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], bound_to.encode())
    except (InvalidTag, ValueError) as error:
        raise SealBroken(f"A sealed value does not open ({bound_to.rsplit('|', 2)[0]}).") from error


@lru_cache(maxsize=256)
def _unwrapped(school_id: uuid.UUID, number: int, wrapped: bytes) -> bytes:
    return unseal(derived_key("wrap"), wrapped, f"key|{number}|{school_id}")


def add_key(school_id: uuid.UUID) -> int:
    """Make the school's next key, which is used from now on; within the open school."""
    from .models import SchoolKey

    last = SchoolKey.objects.order_by("-number").first()
    number = (last.number if last else 0) + 1
    wrapped = seal(derived_key("wrap"), AESGCM.generate_key(256), f"key|{number}|{school_id}")
    SchoolKey.objects.create(school_id=school_id, number=number, wrapped=wrapped)
    _newest.pop(school_id, None)
    return number


_known: dict[tuple[uuid.UUID, int], bytes] = {}
_newest: dict[uuid.UUID, tuple[int, float]] = {}


def forget_keys() -> None:
    """Tests: another database, other keys."""
    _known.clear()
    _newest.clear()


def _key(school_id: uuid.UUID, number: int | None = None) -> tuple[int, bytes]:
    from .models import SchoolKey

    if number is not None:
        if (school_id, number) not in _known:
            row = SchoolKey.objects.filter(school_id=school_id, number=number).first()
            if row is None:
                raise SealBroken(f"Key {number} of this school is missing.")
            _known[school_id, number] = _unwrapped(school_id, number, bytes(row.wrapped))
        return number, _known[school_id, number]
    newest, read_at = _newest.get(school_id, (0, 0.0))
    if not newest or time.monotonic() - read_at > NEWEST_SECONDS:
        row = SchoolKey.objects.filter(school_id=school_id, retired=False).order_by("-number").first()
        newest = row.number if row else add_key(school_id)
        _newest[school_id] = newest, time.monotonic()
    return _key(school_id, newest)


class Sealed(bytes):
    """What the database holds, not yet opened."""


class _Opened:
    """Opens the value when somebody looks at it, not when the row is fetched."""

    def __init__(self, column: "SealedTextField") -> None:
        self.column = column

    def __get__(self, row: Any, owner: Any = None) -> Any:
        if row is None:
            return self
        name = self.column.attname
        if name not in row.__dict__:
            row.refresh_from_db(fields=[self.column.name])
        value = row.__dict__[name]
        if isinstance(value, Sealed):
            value = row.__dict__[self.column.attname] = self.column.open(row, value)
        return value

    def __set__(self, row: Any, value: Any) -> None:
        row.__dict__[self.column.attname] = value


if TYPE_CHECKING:
    BinaryColumn = models.BinaryField[Any, Any]
else:
    BinaryColumn = models.BinaryField


class SealedTextField(BinaryColumn):
    """Text that only this row of this school can show. '' is stored as ''. Not searchable, not sortable."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("default", "")
        options["editable"] = options.get("editable", True)
        super().__init__(*args, **options)

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opened(self))

    def _check_str_default_value(self) -> list[Any]:
        """A BinaryField wants bytes as default; what this one shows is text."""
        return []

    def get_default(self) -> str:
        return ""

    def from_db_value(self, value: Any, *_: Any) -> Any:
        return Sealed(value) if value else ""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, str):
            if value:
                raise TypeError(f"{self.name} is sealed: save the row, never update() the column.")
            value = b""
        return super().get_db_prep_value(value, connection, prepared)

    def bound_to(self, row: Any) -> str:
        return f"{row._meta.db_table}|{self.column}|{row.pk}|{row.school_id}"

    def pre_save(self, row: Any, add: bool) -> Any:
        value = row.__dict__.get(self.attname, "")
        if isinstance(value, Sealed) or not value:
            return bytes(value) if value else b""
        number, key = _key(row.school_id)
        return number.to_bytes(2) + seal(key, str(value).encode(), self.bound_to(row))

    def open(self, row: Any, value: bytes) -> str:
        _, key = _key(row.school_id, int.from_bytes(value[:2]))
        return unseal(key, value[2:], self.bound_to(row)).decode()

    def value_to_string(self, row: Any) -> str:
        raise TypeError(f"{self.name} is sealed and is not serialised.")


def sealed_columns(model: type[models.Model]) -> list[SealedTextField]:
    return [column for column in model._meta.concrete_fields if isinstance(column, SealedTextField)]


def rotate(school_id: uuid.UUID) -> int:
    """Make a new key and seal every value of the open school with it. Number of rows rewritten.

    The old keys are retired but stay, since another process may seal with one for some seconds more.
    """
    from django.apps import apps

    from .models import SchoolKey

    newest = add_key(school_id)
    rewritten = 0
    for model in apps.get_models():
        columns = sealed_columns(model)
        for row in model._default_manager.all() if columns else []:
            for column in columns:
                setattr(row, column.attname, getattr(row, column.attname))
            row.save(update_fields=[column.name for column in columns])
            rewritten += 1
    SchoolKey.objects.filter(number__lt=newest).update(retired=True)
    return rewritten
