from django.urls import path

from .views import feeds, years

urlpatterns = [
    path("mijn-agenda/", feeds.my_agenda, name="my_agenda"),
    path("mijn-agenda/nieuwe-link/", feeds.my_agenda_new, name="my_agenda_new"),
    path("mijn-agenda/stoppen/", feeds.my_agenda_end, name="my_agenda_end"),
    path("traject/<uuid:trajectory_id>/agenda.ics", feeds.trajectory_agenda, name="trajectory_agenda"),
    path("traject/<uuid:trajectory_id>/volgend-jaar/", years.trajectory_next, name="trajectory_next"),
    path("traject/<uuid:trajectory_id>/vergelijk/", years.trajectory_compare, name="trajectory_compare"),
]
