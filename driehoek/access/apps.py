from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "driehoek.access"

    def ready(self) -> None:
        from . import second_factor  # noqa: F401  # listens from here on
