from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "driehoek.plans"

    def ready(self) -> None:
        from . import entrance  # noqa: F401  (menu, and what an action came from)
