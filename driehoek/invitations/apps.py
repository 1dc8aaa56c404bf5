from django.apps import AppConfig


class InvitationsConfig(AppConfig):
    name = "driehoek.invitations"

    def ready(self) -> None:
        from . import entrance  # noqa: F401  (ties, landings, letters)
