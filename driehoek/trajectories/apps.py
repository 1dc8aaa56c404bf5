from django.apps import AppConfig


class TrajectoriesConfig(AppConfig):
    name = "driehoek.trajectories"

    def ready(self) -> None:
        from . import entrance  # noqa: F401  (ties, landings, menu, letters)
