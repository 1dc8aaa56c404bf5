from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "driehoek.actions"

    def ready(self) -> None:
        from . import entrance  # noqa: F401  (ties, menu)
