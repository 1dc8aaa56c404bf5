"""The page of components; in the demo, in development and in tests only."""

from django.conf import settings
from django.urls import path

from . import views

urlpatterns = []
if settings.DEBUG or getattr(settings, "DEMO", False) or getattr(settings, "TESTING", False):
    urlpatterns = [
        path("_components/", views.components, name="components"),
        path("_components/move/", views.move, name="components_move"),
        path("_components/<slug:kind>/", views.sample, name="components_sample"),
    ]
