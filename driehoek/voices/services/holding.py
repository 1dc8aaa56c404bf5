"""Who reacts and who closes at the same moment: on PostgreSQL they take turns, SQLite has one writer anyway."""

import hashlib
from typing import Any

from django.db import connection


def hold(*names: Any, together: bool = False) -> None:
    """Hold these names until the transaction ends. `together`: with everybody else who does so, not with who holds alone."""
    if connection.vendor != "postgresql":
        return
    way = "pg_advisory_xact_lock_shared" if together else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        for name in names:
            key = int.from_bytes(hashlib.sha256(str(name).encode()).digest()[:8], signed=True)
            cursor.execute(f"select {way}(%s)", [key])
