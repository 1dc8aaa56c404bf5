"""Files between choosing and reading in: sealed, for a day at most."""

import base64
import datetime as dt
import json
import zlib
from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from driehoek import clock
from driehoek.access import trail
from driehoek.access.errors import RuleBroken
from driehoek.access.who import Who
from driehoek.people.models import ROLL_OVER, RosterUpload, RosterWork
from driehoek.people.roster.progress import rows_in

Files = Sequence[tuple[str, bytes]]
MAX_BYTES: int = settings.MAX_UPLOAD_BYTES
MAX_FILES = 12
KEPT = dt.timedelta(days=1)


def upload(*, files: Files, by: Who) -> RosterUpload:
    """Keep files until they are read in. Raises RuleBroken 'no-files', 'too-many-files' or 'too-large' (422)."""
    check(files)
    forget_old()
    row: RosterUpload = RosterUpload.objects.create(names=names_of(files), content=_packed(files))
    RosterWork.objects.create(upload=row, rows=sum(rows_in(content)[0] for _name, content in files))
    trail.write("upload-roster", by=by, on=row)
    return row


def check(files: Files) -> None:
    if not files:
        raise RuleBroken("no-files", _("Kies eerst een bestand."), status=422)
    if len(files) > MAX_FILES:
        words = _("Kies hoogstens %(limit)s bestanden tegelijk.") % {"limit": MAX_FILES}
        raise RuleBroken("too-many-files", words, status=422)
    if sum(len(content) for _name, content in files) > MAX_BYTES:
        raise RuleBroken("too-large", too_large(), status=422)


def too_large() -> str:
    return _(
        "De bestanden zijn samen groter dan %(limit)s MB. Een leerlingenlijst is veel kleiner: kies alleen de lijsten met leerlingen en ouders."
    ) % {"limit": MAX_BYTES // 1_000_000}


def names_of(files: Files) -> str:
    """Never like the mark of a roll-over."""
    return ", ".join(name for name, _content in files).lstrip(ROLL_OVER)[:400]


def opened(row: RosterUpload) -> Files:
    """The files of an upload. Raises RuleBroken 'upload-gone' after a day."""
    if row.uploaded_at < clock.now() - KEPT:
        raise gone()
    return [(name, zlib.decompress(base64.b64decode(content))) for name, content in json.loads(row.content)]


def gone() -> RuleBroken:
    words = _(
        "Dit bestand staat hier niet meer. We bewaren een gekozen bestand hoogstens een dag. Kies het opnieuw; er is niets veranderd."
    )
    return RuleBroken("upload-gone", words, status=404)


def _packed(files: Files) -> str:
    return json.dumps([(name, base64.b64encode(zlib.compress(content, 1)).decode()) for name, content in files])


def forget_old() -> None:
    RosterUpload.objects.filter(uploaded_at__lt=clock.now() - KEPT).delete()
