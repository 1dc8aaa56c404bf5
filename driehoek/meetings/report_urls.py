from django.urls import path

from .views import guest_report, guest_taps, report

ONE = "bijeenkomsten/<uuid:meeting_id>/verslag/"

urlpatterns = [
    path(ONE, report.meeting_report, name="meeting_report"),
    path(f"{ONE}verslag.docx", report.report_docx, name="report_docx"),
    path(f"{ONE}inleiding/", report.report_intro, name="report_intro"),
    path(f"{ONE}publiceer/", report.report_publish, name="report_publish"),
    path(f"{ONE}terug/", report.report_unpublish, name="report_unpublish"),
    path("bijeenkomsten/verslagbrieven/<uuid:class_invitation_id>.pdf", report.report_letters, name="report_letters"),
    path("hoe-was-het/<uuid:meeting_id>/", guest_taps.how_was_it, name="how_was_it"),
    path("verslag/<uuid:meeting_id>/", guest_report.guest_report, name="guest_report"),
    path("verslag/<uuid:meeting_id>/verslag.pdf", guest_report.report_pdf, name="report_pdf"),
]
