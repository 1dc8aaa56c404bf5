from django.urls import include, path

from .views import calendar, organise, paper, preparation, programme, seating, start

ONE = "bijeenkomsten/<uuid:meeting_id>/"
ITEM = "bijeenkomsten/onderdelen/<uuid:programmeitem_id>/"
TASK = "bijeenkomsten/taken/<uuid:preparationtask_id>/"

urlpatterns = [
    path("", start.start, name="start"),
    path("kalender/", calendar.calendar, name="calendar"),
    path("kalender/regio/", calendar.calendar_region, name="calendar_region"),
    path("kalender/terug/", calendar.calendar_put_back, name="calendar_put_back"),
    path("kalender/<uuid:calendarentry_id>/", calendar.calendar_edit, name="calendar_edit"),
    path("kalender/<uuid:calendarentry_id>/weg/", calendar.calendar_remove, name="calendar_remove"),
    path("bijeenkomsten/", organise.meeting_list, name="meeting_list"),
    path("bijeenkomsten/nieuw/", organise.meeting_new, name="meeting_new"),
    path(ONE, organise.meeting, name="meeting"),
    path(f"{ONE}gegevens/", organise.meeting_details, name="meeting_details"),
    path(f"{ONE}draaiboek/", programme.programme, name="programme"),
    path(f"{ONE}draaiboek/is-klaar/", organise.meeting_state, {"verb": "settle"}, name="meeting_settle"),
    path(f"{ONE}draaiboek/is-open/", organise.meeting_state, {"verb": "reopen"}, name="meeting_reopen"),
    path(f"{ONE}draaiboek/verplaats/", programme.programme_move, name="programme_move"),
    path(f"{ONE}draaiboek/nieuw/", programme.item_new, name="item_new"),
    path(f"{ONE}draaiboek/terug/", programme.item_put_back, name="item_put_back"),
    path(f"{ONE}draaiboek/invullen/", programme.fill_ins, name="fill_ins"),
    path(ITEM, programme.item_edit, name="item_edit"),
    path(f"{ITEM}schuif/", programme.item_shift, name="item_shift"),
    path(f"{ITEM}weg/", programme.item_remove, name="item_remove"),
    path(f"{ONE}voorbereiding/", preparation.preparation, name="preparation"),
    path(f"{ONE}voorbereiding/nieuw/", preparation.task_new, name="task_new"),
    path(f"{ONE}voorbereiding/terug/", preparation.task_put_back, name="task_put_back"),
    path(TASK, preparation.task_edit, name="task_edit"),
    path(f"{TASK}klaar/", preparation.task_done, name="task_done"),
    path(f"{TASK}open/", preparation.task_open, name="task_open"),
    path(f"{TASK}ik/", preparation.task_take, name="task_take"),
    path(f"{TASK}weg/", preparation.task_remove, name="task_remove"),
    path(f"{ONE}tafels/", seating.seating, name="seating"),
    path(f"{ONE}tafels/verplaats/", seating.seat_move, name="seat_move"),
    path(f"{ONE}tafels/indelen/", seating.seat_divide, name="seat_divide"),
    path(f"{ONE}tafels/terug/", seating.seat_undo, name="seat_undo"),
    path(f"{ONE}tafels/aanmeldingen/", seating.seat_gather, name="seat_gather"),
    path(f"{ONE}tafels/collegas/", seating.seat_staff, name="seat_staff"),
    path(f"{ONE}tafels/binnenkomst/", seating.seat_late, name="seat_late"),
    path(f"{ONE}tafels/inrichten/", seating.seat_furnish, name="seat_furnish"),
    path("bijeenkomsten/gasten/<uuid:attendee_id>/weg/", seating.seat_take_off, name="seat_take_off"),
    path(f"{ONE}draaiboek.pdf", paper.run_book_pdf, name="run_book_pdf"),
    path(f"{ONE}tafelbordjes.pdf", paper.signs_pdf, name="signs_pdf"),
    path(f"{ONE}aanwezigen.pdf", paper.sign_in_pdf, name="sign_in_pdf"),
    path(f"{ONE}poster.pdf", paper.poster_pdf, name="poster_pdf"),
    path("", include("driehoek.meetings.live_urls")),
    path("", include("driehoek.meetings.report_urls")),
]
