"""Who is a guardian of whom, and who lives where. Nobody is tied to anybody on a name: a person at school says so."""

from django.db.models import Max
from django.utils.translation import gettext as _

from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.people.models import Guardian, Guardianship, Household, Pupil
from driehoek.people.queries.state import digest
from driehoek.people.rules import corrections

from .families import BondAsWanted, HomeAsWanted, PersonAsWanted, check_days, home_columns, person_columns
from .parting import leave, leave_here
from .untying import keep_untied, tied_again


def add_guardian(
    *, pupil: Pupil, person: PersonAsWanted, bond: BondAsWanted, home: Household | HomeAsWanted, by: Who
) -> Guardian:
    """A guardian whom no file named, in a home of this pupil or in a new one."""
    if not (person.given_name or person.surname or person.email):
        raise RuleBroken("no-name", _("Vul een naam in, of een e-mailadres."), status=422)
    check_days(bond)
    made = Guardian(household=_home(pupil, home))
    for name, value in person_columns(person, made).items():
        setattr(made, name, value)
    made.save()
    _tie(made, pupil, bond)
    trail.write("add-guardian", by=by, on=made)
    return made


def _home(pupil: Pupil, home: Household | HomeAsWanted) -> Household:
    if isinstance(home, HomeAsWanted):
        fresh: Household = Household.objects.create(**home_columns(home, Household()))
        return fresh
    if not Household.objects.filter(pk=home.pk, guardians__children__pupil=pupil).exists():
        raise RuleBroken("other-home", _("Dit adres hoort niet bij deze leerling."))
    return home


def link_guardian(*, pupil: Pupil, guardian: Guardian, by: Who) -> Guardianship:
    """Somebody whom we know already is a guardian of this pupil too. Twice is once."""
    there: Guardianship | None = Guardianship.objects.filter(guardian=guardian, pupil=pupil).first()
    if there is not None:
        return there
    tied_again(guardian, [pupil.pk])
    mark = f"{corrections.NOT_OF}{pupil.pk}"
    if mark in guardian.corrected:
        guardian.corrected = {unit: said for unit, said in guardian.corrected.items() if unit != mark}
        guardian.save(update_fields=["corrected"])
    made = _tie(guardian, pupil, BondAsWanted())
    trail.write("link-guardian", by=by, on=made)
    return made


def _tie(guardian: Guardian, pupil: Pupil, bond: BondAsWanted) -> Guardianship:
    last = Guardianship.objects.filter(pupil=pupil).aggregate(last=Max("position"))["last"] or 0
    made: Guardianship = Guardianship.objects.create(guardian=guardian, pupil=pupil, **vars(bond) | {"position": last + 1})
    return made


def unlink(*, guardianship: Guardianship, by: Who) -> None:
    """Not a guardian of this pupil (any more). A later file does not bring the bond back, also when their row is gone by then."""
    guardian: Guardian = Guardian.objects.select_for_update().get(pk=guardianship.guardian_id)
    guardian.corrected = {**guardian.corrected, f"{corrections.NOT_OF}{guardianship.pupil_id}": "1"}
    guardian.save(update_fields=["corrected"])
    keep_untied(guardian, guardianship.pupil_id)
    trail.write("unlink-guardian", by=by, on=guardianship)
    guardianship.delete()
    if not Guardianship.objects.filter(guardian=guardian).exists():
        leave_here(guardian)


def own_home(*, guardian: Guardian, by: Who) -> Household:
    """A home of their own, with an address that nobody knows yet; the home that they left. Nothing of the one shows in the other."""
    row: Guardian = Guardian.objects.select_for_update().select_related("household").get(pk=guardian.pk)
    if not Guardian.objects.filter(household=row.household_id).exclude(pk=row.pk).exists():
        raise RuleBroken("lives-alone", _("Deze ouder heeft al een eigen adres. Verander dat adres."))
    left: Household = row.household
    _settle(row, Household.objects.create())
    trail.write("own-home", by=by, on=row)
    return left


def move_home(*, guardian: Guardian, household: Household, by: Who) -> None:
    """To a home where somebody with a common child lives, or back to one that was left empty. Else RuleBroken 'other-home'."""
    row: Guardian = Guardian.objects.select_for_update().select_related("household").get(pk=guardian.pk)
    if row.household_id == household.pk:
        return
    people = Guardian.objects.filter(household=household)
    children = Guardianship.objects.filter(guardian=row).values("pupil")
    if people.exists() and not people.filter(children__pupil__in=children).exists():
        raise RuleBroken("other-home", _("Op dit adres woont niemand met hetzelfde kind."))
    _settle(row, household)
    trail.write("move-home", by=by, on=row)


def _settle(guardian: Guardian, home: Household) -> None:
    """Move, and remember which home the file gave: the same file does not move them back."""
    left = guardian.household_id
    before, after = ({corrections.HOME: each.match_key} for each in (guardian.household, home))
    guardian.corrected = corrections.mark(guardian.corrected, corrections.HOME, before, after, digest)
    guardian.household = home
    guardian.save(update_fields=["household", "corrected"])
    leave({guardian.pk: (left, home.pk)})
