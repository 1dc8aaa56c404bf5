"""The names of everybody at the school, for who looks for names in a text."""

from dataclasses import dataclass

from driehoek.people.models import Guardian, Pupil, StaffMember

Name = tuple[str, str]  # given name, surname with its tussenvoegsel


@dataclass(frozen=True)
class NamesOfSchool:
    """`staff` works here, `others` are pupils and parents. Each name once."""

    staff: tuple[Name, ...]
    others: tuple[Name, ...]


def names_of_school() -> NamesOfSchool:
    """Three queries; who has left is still somebody."""
    pupils, guardians = _of(Pupil), _of(Guardian)
    return NamesOfSchool(tuple(sorted(_of(StaffMember))), tuple(sorted(pupils | guardians)))


def _of(model: type[StaffMember] | type[Pupil] | type[Guardian]) -> set[Name]:
    rows = model.objects.order_by().values_list("given_name", "prefix", "surname").distinct()
    return {(given, " ".join(part for part in (prefix, surname) if part)) for given, prefix, surname in rows}
