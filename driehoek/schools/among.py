"""`pk__among=keys`: as `in`, but the keys are one value, so that a query is the same query for one key and for fifty."""

import json
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    Lookup = models.Lookup[Any]
else:
    Lookup = models.Lookup


def told(keys: Iterable[uuid.UUID], vendor: str) -> Any:
    """Keys as one value for this database: an array, or a list that SQLite reads as JSON."""
    return list(keys) if vendor == "postgresql" else json.dumps([key.hex for key in keys])


@models.UUIDField.register_lookup
class Among(Lookup):
    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, params = self.process_lhs(compiler, connection)
        other = "= any(%s)" if connection.vendor == "postgresql" else "in (select value from json_each(%s))"
        return f"{column} {other}", [*params, told(self.rhs, connection.vendor)]
