"""How allauth behaves here: accounts are made by invitation, mail goes through the outbox, seeds are sealed."""

import time
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

    def is_reauthentication_required(self, *, app: str, **other: Any) -> bool:
        """Who signed in just now and has no second factor yet sets it up without proving the same again."""
        if app == "allauth.mfa" and self.request is not None and _signed_in_just_now(self.request):
            return False
        return bool(super().is_reauthentication_required(app=app, **other))

    def get_client_ip(self, request: HttpRequest) -> str:
        """allauth's limits per IP would shut out a whole hall; ours count per account."""
        return super().get_client_ip(request) or "unknown"


def _signed_in_just_now(request: HttpRequest) -> bool:
    from allauth.account.internal.flows.login import get_authentication_records
    from allauth.mfa.utils import is_mfa_enabled

    if not request.user.is_authenticated or is_mfa_enabled(request.user):
        return False
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


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
