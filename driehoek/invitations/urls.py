from django.urls import path

from . import class_urls
from .views import agreeing, approve, calling, guest, organise, own, paper, phone, quiet, translating

urlpatterns = [
    *class_urls.urlpatterns,
    path("uitnodigen/", organise.invitations, name="invitations"),
    path("uitnodigen/<uuid:occasion_id>/", organise.overview, name="invite_overview"),
    path("uitnodigen/<uuid:occasion_id>/klaarzetten/", organise.prepare, name="invite_prepare"),
    path("uitnodigen/<uuid:occasion_id>/akkoord-vragen/", organise.ask, name="invite_ask"),
    path("uitnodigen/<uuid:occasion_id>/versturen/", organise.send, name="invite_send"),
    path("uitnodigen/<uuid:occasion_id>/herinneren/", organise.remind, name="invite_remind"),
    path("uitnodigen/<uuid:occasion_id>/regelen/", organise.needs, name="invite_needs"),
    path("uitnodigen/<uuid:occasion_id>/vertalingen/", translating.translations, name="invite_translations"),
    path("uitnodigen/<uuid:occasion_id>/voorbeeld/", approve.preview, name="invite_preview"),
    path("uitnodigen/<uuid:occasion_id>/antwoord/", phone.find, name="invite_find"),
    path("uitnodigen/<uuid:occasion_id>/antwoordadres/", agreeing.reply_to, name="invite_reply_to"),
    path("uitnodigen/<uuid:occasion_id>/belronde/", calling.call_round, name="call_round"),
    path("uitnodigen/bellen/", calling.my_calls, name="my_calls"),
    path("uitnodigen/bellen/<uuid:invitation_id>/", calling.call_family, name="call_family"),
    path("uitnodigen/bellen/<uuid:invitation_id>/klaar/", calling.call_outcome, name="call_outcome"),
    path("uitnodigen/bellen/<uuid:invitation_id>/terug/", calling.call_take_back, name="call_take_back"),
    path("uitnodigen/bellen/<uuid:invitation_id>/antwoord/", calling.call_reply, name="call_reply"),
    path("uitnodigen/antwoord/<uuid:invitation_id>/", phone.enter, name="invite_enter"),
    path("uitnodigen/anders/<uuid:invitation_id>/", organise.other_way, name="invite_other_way"),
    path("uitnodigen/klas/<uuid:class_invitation_id>/", approve.approve, name="approve_invitation"),
    path("uitnodigen/klas/<uuid:class_invitation_id>/brief-mee/", organise.other_way_class, name="invite_other_way_class"),
    path("uitnodigen/klas/<uuid:class_invitation_id>/brieven/", paper.letters, name="invite_letters"),
    path("uitnodiging/<uuid:invitation_id>/", guest.reply, name="reply"),
    path("uitnodiging/<uuid:invitation_id>/gegevens/", own.reply_own, name="reply_own"),
    path("uitnodiging/<uuid:invitation_id>/geen-herinnering/", quiet.reply_quiet, name="reply_quiet"),
    path("uitnodiging/<uuid:invitation_id>/dank/", guest.thanks, name="reply_thanks"),
    path("uitnodiging/<uuid:invitation_id>/agenda.ics", guest.calendar, name="reply_calendar"),
]
