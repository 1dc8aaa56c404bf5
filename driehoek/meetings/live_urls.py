"""Addresses of the evening itself; included by urls.py."""

from django.urls import path

from .views import door, guest, live

MEETING = "bijeenkomsten/<uuid:meeting_id>"
TABLE = "tafels/<uuid:table_id>"

urlpatterns = [
    path(f"{MEETING}/leiden/", live.leader, name="live_leader"),
    path(f"{MEETING}/leiden/start/", live.start, name="live_start"),
    path(f"{MEETING}/leiden/toch-niet/", live.not_started, name="live_not_started"),
    path(f"{MEETING}/leiden/verder/", live.go_on, name="live_next"),
    path(f"{MEETING}/leiden/terug/", live.go_back, name="live_previous"),
    path(f"{MEETING}/leiden/langer/", live.longer, name="live_longer"),
    path(f"{MEETING}/leiden/vraag/", live.ask, name="live_ask"),
    path(f"{MEETING}/leiden/sluiten/", live.close, name="live_close"),
    path(f"{MEETING}/leiden/heropenen/", live.reopen, name="live_reopen"),
    path(f"{MEETING}/leiden/inbreng/<uuid:contribution_id>/", live.judge, name="live_judge"),
    path(f"{MEETING}/zaal/", live.hall_screen, name="live_hall"),
    path(f"{MEETING}/deur/", door.arrivals, name="live_door"),
    path(f"{MEETING}/deur/<uuid:attendee_id>/", door.arrive, name="live_arrive"),
    path(f"{MEETING}/codes/", door.code_page, name="live_codes"),
    path(f"{MEETING}/meedoen/", guest.phone, name="live_phone"),
    path(f"{MEETING}/meedoen/nu/", guest.phone_now, name="live_phone_now"),
    path(f"{MEETING}/meedoen/zeg/", guest.contribute, name="live_contribute"),
    path(f"{TABLE}/schrijven/", guest.scribe, name="live_scribe"),
    path(f"{TABLE}/schrijven/nu/", guest.scribe_now, name="live_scribe_now"),
    path(f"{TABLE}/schrijven/zeg/", guest.write_down, name="live_write_down"),
]
