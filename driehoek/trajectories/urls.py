from django.urls import include, path

urlpatterns = [
    path("", include("driehoek.trajectories.path_urls")),
    path("", include("driehoek.trajectories.team_urls")),
    path("", include("driehoek.trajectories.year_urls")),
]
