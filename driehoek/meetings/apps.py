from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "driehoek.meetings"

    def ready(self) -> None:
        from . import entrance  # noqa: F401  (ties, landings, menu, letters)
