from django.urls import path

from .views import guest, guest_class

urlpatterns = [
    path("v/<uuid:ticket_id>/", guest.scan_form, name="scan_form"),
    path("v/<uuid:ticket_id>/al-gedaan/", guest.scan_let_go, name="scan_let_go"),
    path("vk/<uuid:asked_class_id>/", guest_class.scan_class_form, name="scan_class_form"),
]
