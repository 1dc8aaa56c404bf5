"""What comes in about families. What is secret is never filled in beforehand: an empty field leaves it as it is."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import RegexValidator, validate_email
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from driehoek import clock
from driehoek.web.forms import Across, DayInput

from .models import Authority, Guardian, Guardianship, Household, Reached, Restriction, StaffMember
from .services.families import TYPE_ADDRESS, TYPE_NUMBER, BondAsWanted, HomeAsWanted, PersonAsWanted
from .services.revealing import Reason, Secret
from .words_families import LANGUAGES, RELATION_CHOICES

STAYS = _("Dit is geheim en staat daarom niet in dit veld. Laat het leeg om het te houden zoals het is.")
phone_signs = RegexValidator(r"^[+0-9][0-9 ()./-]{6,24}$", _("Vul een telefoonnummer in met cijfers, zoals 06-12345678."))


def _text(label: Any, length: int, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=False, **options)


class PersonForm(forms.Form):
    given_name = _text(_("Voornaam"), 200)
    prefix = _text(_("Tussenvoegsel"), 40)
    surname = _text(_("Achternaam"), 200)
    email = _text(
        _("E-mailadres"),
        254,
        validators=[validate_email],
        widget=forms.EmailInput,
        help_text=_("Twee ouders mogen hetzelfde adres hebben. Zonder e-mail gaat er een brief."),
    )
    phone = _text(_("Telefoonnummer"), 25, validators=[phone_signs], widget=forms.TextInput(attrs={"inputmode": "tel"}))
    phone_is_secret = forms.BooleanField(label=_("Dit nummer is geheim"), required=False)
    remove_phone = forms.BooleanField(label=_("Haal het nummer weg"), required=False)
    contact_language = forms.ChoiceField(label=_("Taal van de berichten"))
    asked_language = forms.BooleanField(label=_("Ik heb vandaag gevraagd welke taal past"), required=False)
    reached_by = forms.ChoiceField(label=_("Berichten komen"), choices=Reached.choices, required=False, widget=forms.RadioSelect)
    works_here = forms.ModelChoiceField(
        label=_("Werkt ook op school, als"), queryset=None, required=False, empty_label=_("Werkt hier niet")
    )

    def __init__(self, *args: Any, guardian: Guardian | None = None, has_seen: bool = False, **options: Any) -> None:
        """`has_seen`: they opened the secret number today, so the lock may go off without typing it."""
        super().__init__(*args, initial=options.pop("initial", None) or _person(guardian), **options)
        self.has_seen = has_seen
        fields: dict[str, Any] = self.fields
        now = guardian.contact_language if guardian else "nl"
        fields["contact_language"].choices = list(({now: now} | LANGUAGES).items())
        here = Q(left_on__isnull=True) | Q(left_on__gt=clock.today())
        fields["works_here"].queryset = StaffMember.objects.filter(here | Q(pk=guardian.works_here_id if guardian else None))
        if guardian and guardian.phone_is_secret and guardian.phone:
            fields["phone"].help_text = STAYS
        else:
            del self.fields["remove_phone"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not (cleaned.get("given_name") or cleaned.get("surname") or cleaned.get("email")):
            self.add_error("surname", _("Vul een naam in, of een e-mailadres."))
        if not self.has_seen and not cleaned.get("phone_is_secret") and self._keeps_phone(cleaned) and "phone" not in self.errors:
            self.add_error("phone", TYPE_NUMBER)
        return cleaned

    def _keeps_phone(self, said: dict[str, Any]) -> bool:
        return "remove_phone" in self.fields and not said.get("phone") and not said.get("remove_phone")

    def wanted(self) -> PersonAsWanted:
        said = self.cleaned_data
        return PersonAsWanted(
            **{name: said[name].strip() for name in ("given_name", "prefix", "surname", "email")},
            phone=None if self._keeps_phone(said) else said["phone"].strip(),
            phone_is_secret=said["phone_is_secret"],
            contact_language=said["contact_language"],
            asked_language=said["asked_language"],
            reached_by=said["reached_by"],
            works_here_id=said["works_here"].pk if said["works_here"] else None,
        )


def _person(guardian: Guardian | None) -> dict[str, Any]:
    if guardian is None:
        return {"contact_language": "nl", "reached_by": ""}
    plain = ("given_name", "prefix", "surname", "email", "phone_is_secret", "contact_language", "reached_by")
    return {name: getattr(guardian, name) for name in plain} | {
        "phone": "" if guardian.phone_is_secret else guardian.phone,
        "works_here": guardian.works_here_id,
    }


class HomeForm(forms.Form):
    street = _text(_("Straat en huisnummer"), 200)
    postcode = _text(_("Postcode"), 12)
    city = _text(_("Woonplaats"), 100)
    is_secret = forms.BooleanField(
        label=_("Dit adres is geheim"),
        required=False,
        help_text=_("Een geheim adres staat nergens: niet op lijsten, brieven of in bestanden. De brief gaat met het kind mee."),
    )

    def __init__(self, *args: Any, home: Household, has_seen: bool = False, **options: Any) -> None:
        names = ("is_secret",) if home.is_secret else ("street", "postcode", "city", "is_secret")
        super().__init__(*args, initial={name: getattr(home, name) for name in names}, **options)
        self.was_secret = home.is_secret
        self.must_type = home.is_secret and not has_seen and bool(home.street or home.postcode or home.city)
        if home.is_secret and home.street:
            self.fields["street"].help_text = STAYS

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        typed = any(cleaned.get(name) for name in ("street", "postcode", "city"))
        if self.must_type and not self.errors and not cleaned.get("is_secret") and not typed:
            self.add_error("street", TYPE_ADDRESS)
        return cleaned

    def wanted(self) -> HomeAsWanted:
        said = {name: self.cleaned_data[name].strip() for name in ("street", "postcode", "city")}
        kept = self.was_secret and not any(said.values())
        return HomeAsWanted(**said, is_secret=self.cleaned_data["is_secret"], keeps_address=kept)


class BondForm(forms.Form):
    relation = forms.ChoiceField(label=_("Relatie met het kind"), choices=RELATION_CHOICES, required=False)
    authority = forms.ChoiceField(label=_("Gezag"), choices=Authority.choices, widget=Across)
    document = _text(
        _("Waaruit blijkt dat?"),
        120,
        help_text=_("Alleen hoe het papier heet, zoals 'uittreksel gezagsregister 12-03-2026'. Niet wat erin staat."),
    )
    authority_since = forms.DateField(label=_("Geldt vanaf"), required=False, widget=DayInput)
    authority_until = forms.DateField(label=_("Geldt tot en met"), required=False, widget=DayInput)
    may_receive = forms.BooleanField(
        label=_("Mag post krijgen over dit kind"),
        required=False,
        help_text=_("Zonder vinkje vragen we deze ouder voor niets meer via dit kind, ook niet voor een avond voor alle ouders."),
    )
    information_asked_on = forms.DateField(
        label=_("Vroeg om informatie op"),
        required=False,
        widget=DayInput,
        help_text=_("Een ouder zonder gezag die erom vraagt, heeft recht op belangrijke informatie over het kind."),
    )
    restriction = forms.ChoiceField(label=_("Beperking"), choices=Restriction.choices, required=False, widget=forms.RadioSelect)
    position = forms.IntegerField(
        label=_("Volgorde"), min_value=1, max_value=99, help_text=_("1 is wie de school het eerst belt.")
    )

    def __init__(self, *args: Any, bond: Guardianship, **options: Any) -> None:
        super().__init__(*args, initial={name: getattr(bond, name) for name in self.base_fields}, **options)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("authority_since"), cleaned.get("authority_until")
        if since and until and until < since:
            self.add_error("authority_until", _("Deze dag ligt voor de dag waarop het begint."))
        asked = cleaned.get("information_asked_on")
        if asked and asked > clock.today():
            self.add_error("information_asked_on", _("Deze dag moet nog komen."))
        return cleaned

    def wanted(self) -> BondAsWanted:
        return BondAsWanted(**self.cleaned_data)


class NewGuardianForm(PersonForm):
    """A guardian whom no file named: person, bond and home on one sheet."""

    field_order = ("given_name", "prefix", "surname", "relation", "authority", "home")
    relation = forms.ChoiceField(label=_("Relatie met het kind"), choices=RELATION_CHOICES, required=False)
    authority = forms.ChoiceField(label=_("Gezag"), choices=Authority.choices, widget=Across, initial=Authority.UNKNOWN)
    home = forms.ChoiceField(label=_("Woont"), widget=forms.RadioSelect)
    NEW = "nieuw"

    def __init__(self, *args: Any, homes: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, initial=_person(None) | {"authority": Authority.UNKNOWN, "home": self.NEW}, **options)
        here = [(key, _("bij %(names)s") % {"names": names}) for key, names in homes.items()]
        fields: dict[str, Any] = self.fields
        fields["home"].choices = [*here, (self.NEW, _("op een ander adres, dat vul je straks in"))]

    def bond(self) -> BondAsWanted:
        return BondAsWanted(relation=self.cleaned_data["relation"], authority=self.cleaned_data["authority"])


class RevealForm(forms.Form):
    what = forms.ChoiceField(choices=Secret.choices, widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=_("Waarvoor heb je het nodig?"),
        choices=Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies waarvoor je het nodig hebt.")},
    )


class MoveForm(forms.Form):
    """To which home: one of those offered."""

    home = forms.ChoiceField(label=_("Gaat wonen"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, homes: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["home"].choices = [(key, _("bij %(names)s") % {"names": names}) for key, names in homes.items()]


class TwoForm(forms.Form):
    """Two guardians of the open school; `home` is that of one of them, '' where both live in one."""

    stays = forms.ModelChoiceField(queryset=None)
    other = forms.ModelChoiceField(queryset=None)
    home = forms.UUIDField(required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("stays", "other"):
            field: Any = self.fields[name]
            field.queryset = Guardian.objects.all()
