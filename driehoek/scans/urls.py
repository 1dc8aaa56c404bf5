from django.urls import include, path

urlpatterns = [
    path("", include("driehoek.scans.instrument_urls")),
    path("", include("driehoek.scans.asking_urls")),
    path("", include("driehoek.scans.guest_urls")),
    path("", include("driehoek.scans.result_urls")),
    path("", include("driehoek.scans.session_urls")),
]
