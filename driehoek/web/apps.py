"""Registers the folder with Django under the short label `web`."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The look; it has no tables."""

    name = "driehoek.web"
    label = "web"
