"""Outside any school: what a calendar program fetches by itself."""

from django.urls import path

from .views import feeds

urlpatterns = [path("agenda/<str:token>.ics", feeds.agenda_feed, name="agenda_feed")]
