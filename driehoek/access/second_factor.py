"""Setting up the second factor gives it: who just typed the six digits is not asked for the next six at once."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver
from django.http import HttpRequest

from .models import User


@receiver(authenticator_added, dispatch_uid="second factor given")
def given(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """New recovery codes prove nothing: only the app does, whose code was right."""
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(request, user, method="mfa", type="totp", reauthenticated=True)
