"""Languages that an interpreter can be asked for, each under its own name, so that who speaks it recognises it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# In the order in which schools ask for interpreters; codes as in BCP 47.
OWN_NAMES = {
    "ar": "العربية",
    "tr": "Türkçe",
    "pl": "Polski",
    "uk": "Українська",
    "en": "English",
    "ti": "ትግርኛ",
    "so": "Soomaali",
    "fa": "فارسی",
    "rif": "Tarifiyt",
    "fr": "Français",
    "es": "Español",
    "pt": "Português",
    "ro": "Română",
    "bg": "Български",
    "ru": "Русский",
    "zh": "中文",
    "ur": "اردو",
    "ps": "پښتو",
    "hu": "Magyar",
    "de": "Deutsch",
    "pap": "Papiamentu",
}
SIGN, OTHER = "dse", "other"


def interpreter_choices() -> list[tuple[str, object]]:
    return [
        ("", gettext_lazy("Nee, niet nodig")),
        *OWN_NAMES.items(),
        (SIGN, gettext_lazy("Nederlandse Gebarentaal")),
        (OTHER, gettext_lazy("Een andere taal (schrijf hieronder welke)")),
    ]


def spoken_name(code: str) -> str:
    """How staff read the language of an interpreter: in their own language, with its own name behind."""
    if code == SIGN:
        return _("Nederlandse Gebarentaal")
    if code == OTHER:
        return _("een andere taal")
    dutch = _dutch_names().get(code, code)
    own = OWN_NAMES.get(code, "")
    return f"{dutch} ({own})" if own and own != dutch else dutch


def _dutch_names() -> dict[str, str]:
    return {
        "ar": _("Arabisch"), "tr": _("Turks"), "pl": _("Pools"), "uk": _("Oekraïens"), "en": _("Engels"),
        "ti": _("Tigrinya"), "so": _("Somali"), "fa": _("Perzisch"), "rif": _("Berbers (Tarifit)"), "fr": _("Frans"),
        "es": _("Spaans"), "pt": _("Portugees"), "ro": _("Roemeens"), "bg": _("Bulgaars"), "ru": _("Russisch"),
        "zh": _("Chinees"), "ur": _("Urdu"), "ps": _("Pasjtoe"), "hu": _("Hongaars"), "de": _("Duits"),
        "pap": _("Papiaments"),
    }  # fmt: skip
