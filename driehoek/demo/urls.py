from django.urls import path

from . import views

urlpatterns = [
    path("", views.cast, name="demo_cast"),
    path("als/<uuid:user_id>/", views.sign_in_as, name="demo_sign_in"),
    path("post/", views.mail, name="demo_mail"),
    path("post/<uuid:key>/", views.letter, name="demo_letter"),
    path("post/<uuid:key>/html/", views.letter_html, name="demo_letter_html"),
]
