"""The letter to the leadership: something was put apart that seems to attack a colleague. It quotes nothing."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from driehoek import clock
from driehoek.access.models import Membership, User, holds_today
from driehoek.access.policy import LEADERS
from driehoek.invitations.models import Occasion
from driehoek.outbox import letters
from driehoek.outbox.letters import Mail
from driehoek.outbox.models import Message
from driehoek.schools.models import School

from .models import Contribution, Standing, Statement, StatementSource
from .queries.waiting import HELD

LETTER = "held"


def tell_leadership() -> None:
    """Put a letter for everybody who leads the school in the outbox; one a day, however much is said."""
    rows = Membership.objects.filter(holds_today(), role__in=[role.value for role in LEADERS])
    people = set(rows.order_by().values_list("user_id", flat=True))
    letters.put_many((key, LETTER, key, f"{LETTER}:{clock.today()}:{key}") for key in sorted(people))


def held_letter(message: Message) -> Mail | None:
    """None when the leadership looked meanwhile, or the account is gone."""
    user, school = User.objects.filter(pk=message.about).first(), School.objects.get(pk=message.school_id)
    found = _first_held()
    if user is None or not user.is_active or found is None:
        return None
    occasion, page, key = found
    with override(user.language):
        parts = [
            _("Dag %(name)s,") % {"name": user.name or user.email},
            _(
                "Bij ‘%(title)s’ is iets gezegd dat op een aanval op een collega lijkt. Driehoek heeft het apart gelegd: het komt op"
                " geen scherm en in geen verslag."
            )
            % {"title": occasion.title},
            _("Alleen de schoolleiding kan het lezen: %(address)s")
            % {"address": settings.SITE_URL + reverse(page, args=[school.slug, key])},
            _("Is het een aanval, ga dan eerst naar je collega toe. Is het er geen, dan zet je het daar met één tik terug."),
        ]
        subject = _("Kijk even: iets over een collega")
    return Mail(
        to=user.email, subject=subject, text="\n\n".join(parts), language=user.language, from_name=school.name,
        reply_to=school.reply_to,
    )  # fmt: skip


def _first_held() -> tuple[Occasion, str, object] | None:
    """The occasion, the page where it lies and the key of that page: of what was said, otherwise of a proposal for a round."""
    said = Contribution.objects.filter(HELD).order_by("-day", "pk").select_related("occasion").first()
    if said is not None:
        return said.occasion, "moderate_held", said.occasion_id
    apart = Statement.objects.filter(source=StatementSource.PARTICIPANT, standing=Standing.PARKED)
    proposal = apart.order_by("-poll__made_at", "pk").select_related("poll__occasion").first()
    return (proposal.poll.occasion, "poll", proposal.poll_id) if proposal else None


letters.register(LETTER, held_letter)
