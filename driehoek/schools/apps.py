from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SchoolsConfig(AppConfig):
    name = "driehoek.schools"

    def ready(self) -> None:
        from .walls import raise_walls

        post_migrate.connect(raise_walls, dispatch_uid="walls")
