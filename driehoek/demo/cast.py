"""Who is who in the demo. All invented."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from driehoek.access.policy import Role

PASSWORD = "samen-leren-2026"  # of invented people, on a machine of one's own


@dataclass(frozen=True)
class CastMember:
    """Somebody who can sign in. `teaches` names a class in the demo's roster."""

    school: str
    name: str
    email: str
    roles: tuple[Role, ...]
    what: object
    teaches: str = ""


SCHOOLS = {
    "klimboom": ("De Klimboom", "po"),
    "baken": ("Het Baken", "vo"),
}
BOARD = "Stichting Samen Leren"

CAST = (
    CastMember(
        "klimboom",
        "Anne Beheer",
        "anne@klimboom.example.org",
        (Role.ADMINISTRATOR,),
        _("beheerder: leest de leerlingenlijst in, geeft collega's een account"),
    ),
    CastMember(
        "klimboom",
        "Dirk Verbeek",
        "dirk@klimboom.example.org",
        (Role.SCHOOL_LEADER,),
        _("schoolleider: houdt het overzicht en geeft antwoord"),
    ),
    CastMember(
        "klimboom",
        "Tess de Wit",
        "tess@klimboom.example.org",
        (Role.TEAM_LEADER,),
        _("bouwcoördinator: bereidt de avond voor"),
    ),
    CastMember(
        "klimboom",
        "Carla Smit",
        "carla@klimboom.example.org",
        (Role.TEACHER,),
        _("leerkracht: nodigt de ouders van haar groep persoonlijk uit"),
        teaches="5/6 combi",
    ),
    CastMember(
        "baken",
        "Farid Amrani",
        "farid@baken.example.org",
        (Role.SCHOOL_LEADER, Role.ADMINISTRATOR),
        _("rector en beheerder van de andere school"),
    ),
    CastMember(
        "baken",
        "Mo Jansen",
        "mo@baken.example.org",
        (Role.TEACHER,),
        _("mentor in het voortgezet onderwijs"),
        teaches="1A",
    ),
)
