"""Addresses of the link of a class: for the school, for who matches the answers, and for parents."""

from django.urls import path

from .views import class_guest, class_link, open_replies, phone_open

urlpatterns = [
    path("uitnodigen/klas/<uuid:class_invitation_id>/link/", class_link.class_link, name="class_link"),
    path("uitnodigen/klas/<uuid:class_invitation_id>/link/brieven.pdf", class_link.class_letters, name="class_letters"),
    path("uitnodigen/klas/<uuid:class_invitation_id>/antwoorden/", open_replies.open_replies, name="open_replies"),
    path("uitnodigen/klas/<uuid:class_invitation_id>/antwoorden/nieuw/", phone_open.enter_openly, name="open_enter"),
    path(
        "uitnodigen/klas/<uuid:class_invitation_id>/antwoorden/vandaag-opzij/",
        open_replies.open_aside_today,
        name="open_aside_today",
    ),
    path(
        "uitnodigen/klas/<uuid:class_invitation_id>/antwoorden/vandaag-terug/",
        open_replies.open_today_back,
        name="open_today_back",
    ),
    path("uitnodigen/klas/<uuid:class_invitation_id>/link/nieuw/", open_replies.class_link_new, name="class_link_new"),
    path("uitnodigen/zonder-naam/<uuid:openreply_id>/is-van/", open_replies.open_match, name="open_match"),
    path("uitnodigen/zonder-naam/<uuid:openreply_id>/niemand/", open_replies.open_aside, name="open_aside"),
    path("uitnodigen/zonder-naam/<uuid:openreply_id>/terug/", open_replies.open_take_back, name="open_take_back"),
    path("klas/<uuid:class_invitation_id>/", class_guest.class_reply, name="class_reply"),
    path("klas/<uuid:class_invitation_id>/dank/", class_guest.class_thanks, name="class_thanks"),
    path("klas/<uuid:class_invitation_id>/agenda.ics", class_guest.class_calendar, name="class_calendar"),
]
