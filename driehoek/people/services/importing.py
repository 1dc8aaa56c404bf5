"""Reading in: all of it or nothing, in the transaction that is open."""

import uuid

from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.people.models import RosterImport, RosterUpload
from driehoek.people.rules import counts
from driehoek.schools.models import School, SchoolYear
from driehoek.schools.scoping import current_school_id
from driehoek.schools.statistics import look_again

from .judging import Judged, judge, judge_upload
from .keeping import Before
from .proposing import propose
from .remembering import remember
from .uploading import Files, check, names_of
from .writing import write


def apply(*, upload: RosterUpload, by: Who, skip_rows: bool = False, digest: str = "") -> RosterImport:
    """Read an upload in; a second time gives the same import. Raises RuleBroken where errors must be mended or rows left out first.

    skip_rows: leave out every row with an error, as a whole.
    digest: of what somebody looked at (`Preview.digest`); where it would be something else by now, RuleBroken 'changed-since'.
    """
    _one_at_a_time()
    done: RosterImport | None = RosterImport.objects.filter(pk=upload.pk).first()
    if done is not None:
        return done
    judged = judge_upload(upload)
    if digest and digest != judged.digest():
        raise RuleBroken("changed-since", why_refused("changed-since"), status=422)
    made = _import(judged, upload.names, by, skip_rows, upload.pk)
    remember(upload.mapping)
    RosterUpload.objects.filter(pk=upload.pk).delete()
    return made


def import_files(*, files: Files, by: Who, skip_rows: bool = False) -> RosterImport:
    """Read files in at once, as a command does."""
    check(files)
    _one_at_a_time()
    judged = judge(files, School.objects.get(pk=current_school_id()))
    return _import(judged, names_of(files), by, skip_rows, clock.new_id())


def _one_at_a_time() -> None:
    """Two administrators at once would make everybody twice: the second waits for the first."""
    list(SchoolYear.objects.select_for_update().order_by("pk"))


def _import(judged: Judged, names: str, by: Who, skip_rows: bool, key: uuid.UUID) -> RosterImport:
    _refuse(judged, skip_rows)
    before = Before()
    ids = write(judged, before)
    before.makes(propose(judged.roster.staff, ids["staff"]))
    numbers = counts(judged.plan).values()
    made: RosterImport = RosterImport.objects.create(
        pk=key,
        names=names,
        applied_by_id=by.user_id,
        added=sum(each.added for each in numbers),
        changed=sum(each.changed for each in numbers),
        left=sum(each.left for each in numbers),
        before=before.to_text(),
    )
    trail.write("import-roster", by=by, on=made)
    look_again(made.added + made.changed)
    return made


def _refuse(judged: Judged, skip_rows: bool) -> None:
    code = ""
    if judged.is_blocked:
        code = "roster-blocked"
    elif judged.errors and not skip_rows:
        code = "roster-errors"
    elif not (judged.roster.pupils or judged.roster.staff):
        code = "roster-empty"
    if code:
        raise RuleBroken(code, why_refused(code), status=422)


def why_refused(code: str) -> str:
    """Why files were not read in, in words for the user."""
    words = {
        "roster-blocked": _("Er is iets mis met het bestand zelf. Verbeter dat eerst; er is niets ingelezen."),
        "roster-errors": _(
            "Er staan nog fouten in. Verbeter ze, of kies ervoor om die rijen over te slaan; er is niets ingelezen."
        ),
        "roster-empty": _("Er blijft niemand over om in te lezen. Er is niets veranderd."),
        "changed-since": _(
            "Sinds je keek is er iets veranderd op school. Er is nog niets ingelezen. Hieronder staat wat er nu verandert; kijk nog een keer."
        ),
        "not-yours": _("Je mag dit niet meer inlezen. Er is niets veranderd."),
    }
    failed = _(
        "Het is drie keer niet gelukt. Er is niets veranderd. Probeer het nog een keer, of vraag wie Driehoek voor jullie beheert."
    )
    return words.get(code, failed)
