from django.apps import AppConfig


class ScansConfig(AppConfig):
    name = "driehoek.scans"

    def ready(self) -> None:
        from . import entrance  # noqa: F401  (ties, landings, menu and letters)
