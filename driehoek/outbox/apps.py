from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "driehoek.outbox"

    def ready(self) -> None:
        from anymail.signals import tracking

        from .bounces import hear

        tracking.connect(hear, dispatch_uid="driehoek.outbox")
