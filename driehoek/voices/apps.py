from django.apps import AppConfig


class VoicesConfig(AppConfig):
    name = "driehoek.voices"

    def ready(self) -> None:
        from . import entrance  # noqa: F401  (what replies bring in)
