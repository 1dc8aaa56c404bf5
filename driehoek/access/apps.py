from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "driehoek.access"
