"""One copy of the database, as somebody would hold it who found a backup: every table, every row, every trace."""

import json
from typing import Any

from django.db import connection

from driehoek.schools.scoping import everywhere

Row = dict[str, Any]


def dump() -> dict[str, list[Row]]:
    """Table → its rows in the order in which they lie in the file, with `_place` and `_when` (the transaction)."""
    found = {}
    with everywhere("a copy holds every school"), connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            name = connection.ops.quote_name(table)
            if connection.vendor == "postgresql":
                cursor.execute(f"select ctid::text as _place, xmin::text as _when, * from {name} order by ctid")
            else:
                cursor.execute(f"select rowid as _place, rowid as _when, * from {name} order by rowid")
            names = [column[0] for column in cursor.description]
            found[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return found


def holding(dumped: dict[str, list[Row]], *words: str) -> set[str]:
    """Tables of which some row holds one of these words in any column; keys also without their hyphens."""
    wanted = {form for word in words for form in (word, word.replace("-", ""))}
    found = set()
    for table, rows in dumped.items():
        for row in rows:
            text = json.dumps(row, default=_plain, ensure_ascii=False)
            if any(word in text for word in wanted):
                found.add(table)
    return found


def _plain(value: Any) -> str:
    return bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)
