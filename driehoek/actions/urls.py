from django.urls import path

from . import views

urlpatterns = [
    path("acties/", views.actions, name="actions"),
    path("acties/<uuid:action_id>/", views.action, name="action"),
    path("acties/<uuid:action_id>/stand/", views.action_turn, name="action_turn"),
    path("acties/<uuid:action_id>/nieuws/", views.action_news, name="action_news"),
    path("acties/<uuid:action_id>/wijzig/", views.action_change, name="action_change"),
]
