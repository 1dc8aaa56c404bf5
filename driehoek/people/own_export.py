"""A parent's own data for another program: JSON with plain names; dates as in ISO 8601."""

import dataclasses
from typing import Any

from driehoek import clock

from .queries.own import OwnData


def as_dict(own: OwnData, school: str) -> dict[str, Any]:
    """Everything that the page shows, and no key of anything: those would say nothing elsewhere."""
    guardian, home = own.guardian, own.home
    return {
        "school": school,
        "made_on": clock.today(),
        "name": {"given": guardian.given_name, "prefix": guardian.prefix, "surname": guardian.surname},
        "email": guardian.email,
        "phone": {"number": guardian.phone, "is_secret": guardian.phone_is_secret},
        "address": {"street": home.street, "postcode": home.postcode, "city": home.city, "is_secret": home.is_secret},
        "language": {"code": guardian.contact_language, "asked_on": guardian.language_asked_on},
        "reached_by": guardian.reached_by or "auto",
        "works_at_school": guardian.works_here_id is not None,
        "last_in_a_file_on": own.in_file_on,
        "removed_on": guardian.withdrawn_at,
        "children": [dataclasses.asdict(child) for child in own.children],
        **{sort: [_told(one) for one in own.of(sort)] for sort in ("asked", "answered", "said")},
        "letters": [{"on": day, "what": what} for day, what in own.letters],
        "looked_at_secret_data": [{"on": day, "by": who, "what": what} for day, who, what in own.looks],
        "kept": [{"what": what, "until": until} for what, until in own.kept],
    }


def _told(one: Any) -> dict[str, Any]:
    return {"title": one.title, "on": one.day, "lines": [{"label": label, "value": value} for label, value in one.lines]}
