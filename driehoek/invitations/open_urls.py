"""Outside any school: what a mail program opens by itself."""

from django.urls import path

from .views import quiet

urlpatterns = [path("afmelden/<str:code>/", quiet.quiet, name="quiet")]
