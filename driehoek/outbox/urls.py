from django.urls import path

from .views import mail_events

urlpatterns = [path("post/gebeurtenissen/", mail_events, name="mail_events")]
