from django.urls import path

from .views import asking, asking_child, asking_paper, asking_phone, asking_run

urlpatterns = [
    path("scan/", asking.scans, name="scans"),
    path("scan/uitvraag/nieuw/", asking.new, name="asking_new"),
    path("scan/uitvraag/<uuid:fielding_id>/", asking.fielding, name="asking"),
    path("scan/uitvraag/<uuid:fielding_id>/wijzig/", asking.edit, name="asking_edit"),
    path("scan/uitvraag/<uuid:fielding_id>/voorbeeld/", asking.preview, name="asking_preview"),
    path("scan/uitvraag/<uuid:fielding_id>/vertel-ouders/", asking_run.tell, name="asking_tell"),
    path("scan/uitvraag/<uuid:fielding_id>/openen/", asking_run.open_now, name="asking_open"),
    path("scan/uitvraag/<uuid:fielding_id>/langer/", asking_run.extend, name="asking_extend"),
    path("scan/uitvraag/<uuid:fielding_id>/sluiten/", asking_run.close, name="asking_close"),
    path("scan/uitvraag/<uuid:fielding_id>/weg/", asking_run.cancel, name="asking_cancel"),
    path("scan/uitvraag/<uuid:fielding_id>/herinneren/", asking_run.remind, name="asking_remind"),
    path("scan/uitvraag/<uuid:fielding_id>/brieven/", asking_paper.staff_letters, name="asking_staff_letters"),
    path("scan/uitvraag/<uuid:fielding_id>/formulieren/", asking_paper.forms, name="asking_forms"),
    path("scan/uitvraag/<uuid:fielding_id>/overtypen/", asking_phone.type_over, name="asking_type"),
    path("scan/uitvraag/<uuid:fielding_id>/telefoon/", asking_phone.find, name="asking_find"),
    path("scan/telefoon/<uuid:ticket_id>/", asking_phone.phone, name="asking_phone"),
    path("scan/klas/<uuid:asked_class_id>/", asking_paper.class_page, name="asking_class"),
    path("scan/klas/<uuid:asked_class_id>/poster.pdf", asking_paper.poster, name="asking_poster"),
    path("scan/klas/<uuid:asked_class_id>/brieven/", asking_paper.letters, name="asking_letters"),
    path("scan/klas/<uuid:asked_class_id>/brieven-vooraf/", asking_paper.told_letters, name="asking_told_letters"),
    path("scan/klas/<uuid:asked_class_id>/strookjes/", asking_paper.slips, name="asking_slips"),
    path("v/kind/<uuid:toldparent_id>/", asking_child.child, name="scan_child"),
]
