"""The five partnerships in their three groups (the model of Actief Ouderschap), in the order in which they are always shown.

The order is that of the model: home and learning first, taking part last. It is never the order of figures.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Partnership(models.TextChoices):
    SOCIETAL = "societal", _("maatschappelijk partnerschap")
    PEDAGOGICAL = "pedagogical", _("pedagogisch partnerschap")
    DIDACTIC = "didactic", _("didactisch partnerschap")
    FORMAL = "formal", _("formeel partnerschap")
    INFORMAL = "informal", _("informeel partnerschap")


class PartnershipGroup(models.TextChoices):
    CITIZENSHIP = "citizenship", _("actief burgerschap")
    EDUCATION = "education", _("onderwijskundig partnerschap")
    PARTICIPATION = "participation", _("ouderparticipatie")


GROUPS: dict[str, tuple[str, ...]] = {
    PartnershipGroup.CITIZENSHIP: (Partnership.SOCIETAL,),
    PartnershipGroup.EDUCATION: (Partnership.PEDAGOGICAL, Partnership.DIDACTIC),
    PartnershipGroup.PARTICIPATION: (Partnership.FORMAL, Partnership.INFORMAL),
}
