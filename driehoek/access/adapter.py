"""How allauth behaves here: accounts are made by invitation, mail goes through the outbox, seeds are sealed."""

from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest

from driehoek.schools.sealing import derived_key, seal, unseal


class StaffAccounts(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_from_email(self) -> str:
        return str(settings.DEFAULT_FROM_EMAIL)

    def get_client_ip(self, request: HttpRequest) -> str:
        """allauth's limits per IP would shut out a whole hall; ours count per account."""
        return super().get_client_ip(request) or "unknown"


class SecondFactor(DefaultMFAAdapter):
    """TOTP seeds and recovery codes are sealed with a key outside the database."""

    def encrypt(self, text: str) -> str:
        return seal(derived_key("second factor"), text.encode(), "second-factor|x|x").hex()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(derived_key("second factor"), bytes.fromhex(encrypted_text), "second-factor|x|x").decode()

    def build_totp_svg(self, url: str) -> str:
        """The QR as inline SVG with attributes only: our policy allows neither styles in tags nor data: images."""
        drawing: str = segno.make(url, error="m").svg_inline(scale=5, border=3, svgclass=None, lineclass=None, omitsize=False)
        return drawing

    def get_totp_label(self, user: Any) -> str:
        return str(user.email)
