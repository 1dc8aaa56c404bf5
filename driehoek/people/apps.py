from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "driehoek.people"

    def ready(self) -> None:
        from . import entrance  # noqa: F401  (ties, menu)
