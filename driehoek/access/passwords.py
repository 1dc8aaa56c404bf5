"""What a password must be, said in our own words: Django's Dutch says 'u' to staff and is English in places."""

from django.contrib.auth import password_validation as django_rules
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class LongEnough(django_rules.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return ngettext(
            "Dit wachtwoord is te kort: neem minstens %(count)s teken.",
            "Dit wachtwoord is te kort: neem minstens %(count)s tekens.",
            self.min_length,
        ) % {"count": self.min_length}

    def get_help_text(self) -> str:
        return ngettext("Minstens %(count)s teken.", "Minstens %(count)s tekens.", self.min_length) % {"count": self.min_length}


class NotCommon(django_rules.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("Dit wachtwoord gebruiken veel mensen. Kies iets anders.")

    def get_help_text(self) -> str:
        return _("Niet iets wat veel mensen gebruiken. Een paar losse woorden achter elkaar is goed.")


class NotLikeYou(django_rules.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return _("Dit wachtwoord lijkt te veel op je naam of e-mailadres.")

    def get_help_text(self) -> str:
        return _("Niet je naam of e-mailadres.")
