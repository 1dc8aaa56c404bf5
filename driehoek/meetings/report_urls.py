from django.urls import path

from .views import after, guest_report, guest_taps, practical, report, year

EVENING = "bijeenkomsten/<uuid:meeting_id>/"
ONE = f"{EVENING}verslag/"
YEAR = "acties/jaar/<uuid:schoolyear_id>/"

urlpatterns = [
    path(ONE, report.meeting_report, name="meeting_report"),
    path(f"{ONE}verslag.docx", report.report_docx, name="report_docx"),
    path(f"{ONE}inleiding/", report.report_intro, name="report_intro"),
    path(f"{ONE}publiceer/", report.report_publish, name="report_publish"),
    path(f"{ONE}terug/", report.report_unpublish, name="report_unpublish"),
    path(f"{EVENING}gedaan/", after.meeting_did, name="meeting_did"),
    path(f"{EVENING}gedaan/vertel/", after.news_tell, name="news_tell"),
    path(f"{EVENING}gedaan/poster.pdf", after.did_poster, name="did_poster"),
    path(f"{EVENING}gedaan/nieuwsbrief/", after.newsletter, name="newsletter"),
    path(f"{EVENING}volgende-keer/", after.meeting_evaluation, name="meeting_evaluation"),
    path(f"{EVENING}praktisch/", practical.meeting_practical, name="meeting_practical"),
    path(f"{EVENING}praktisch/vertel/", practical.practical_tell, name="practical_tell"),
    path("bijeenkomsten/praktisch/<uuid:class_invitation_id>.pdf", practical.practical_letters, name="practical_letters"),
    path("bijeenkomsten/verslagbrieven/<uuid:class_invitation_id>.pdf", report.report_letters, name="report_letters"),
    path("bijeenkomsten/nieuwsbrieven/<uuid:class_invitation_id>.pdf", after.news_letters, name="news_letters"),
    path("hoe-was-het/<uuid:meeting_id>/", guest_taps.how_was_it, name="how_was_it"),
    path("acties/jaar/", year.year_progress, name="year_progress"),
    path(f"{YEAR}open/", year.year_open, name="year_open"),
    path(f"{YEAR}dicht/", year.year_shut, name="year_shut"),
    path(f"{YEAR}poster.pdf", year.year_poster, name="year_poster"),
    path(f"{YEAR}nieuwsbrief/", year.year_newsletter, name="year_newsletter"),
    path("gezegd/<uuid:occasion_id>/jaar/", year.said_year_of, name="said_year_of"),
    path("gezegd/jaar/<uuid:schoolyear_id>/", year.said_year, name="said_year"),
    path("verslag/<uuid:meeting_id>/", guest_report.guest_report, name="guest_report"),
    path("verslag/<uuid:meeting_id>/verslag.pdf", guest_report.report_pdf, name="report_pdf"),
]
