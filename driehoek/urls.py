from django.conf import settings
from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("", include("driehoek.access.urls")),
    path("taal/", set_language, name="set_language"),
    path("", include("driehoek.outbox.urls")),
    path("", include("driehoek.invitations.open_urls")),
    path("", include("driehoek.plans.open_urls")),
    path("", include("driehoek.voices.open_urls")),
    path("", include("driehoek.trajectories.open_urls")),
    path("inloggen/", include("allauth.urls")),
    path("s/<slug:school>/", include("driehoek.people.urls")),
    path("s/<slug:school>/", include("driehoek.meetings.urls")),
    path("s/<slug:school>/", include("driehoek.invitations.urls")),
    path("s/<slug:school>/", include("driehoek.voices.urls")),
    path("s/<slug:school>/", include("driehoek.actions.urls")),
    path("s/<slug:school>/", include("driehoek.scans.urls")),
    path("s/<slug:school>/", include("driehoek.plans.urls")),
    path("s/<slug:school>/", include("driehoek.trajectories.urls")),
    path("", include("driehoek.web.urls")),
]
if settings.DEMO or settings.TESTING:
    urlpatterns += [path("demo/", include("driehoek.demo.urls"))]

handler400 = "driehoek.web.errors.handler400"
handler403 = "driehoek.web.errors.handler403"
handler404 = "driehoek.web.errors.handler404"
handler500 = "driehoek.web.errors.handler500"
