from django.urls import path

from .views import families, homes

urlpatterns = [
    path("mensen/leerling/<uuid:pupil_id>/", families.pupil, name="pupil"),
    path("mensen/leerling/<uuid:pupil_id>/achttien/", families.pupil_adult, name="pupil_adult"),
    path("mensen/leerling/<uuid:pupil_id>/ouder-erbij/", homes.guardian_add, name="guardian_add"),
    path("mensen/leerling/<uuid:pupil_id>/koppel/", homes.guardian_link, name="guardian_link"),
    path("mensen/ouder/<uuid:guardian_id>/", families.guardian, name="guardian"),
    path("mensen/ouder/<uuid:guardian_id>/wijzig/", families.guardian_edit, name="guardian_edit"),
    path("mensen/ouder/<uuid:guardian_id>/toon/", families.guardian_reveal, name="guardian_reveal"),
    path("mensen/ouder/<uuid:guardian_id>/adres/", families.home_edit, name="home_edit"),
    path("mensen/ouder/<uuid:guardian_id>/apart/", homes.home_own, name="home_own"),
    path("mensen/ouder/<uuid:guardian_id>/woont-bij/", homes.home_move, name="home_move"),
    path("mensen/ouder/<uuid:guardian_id>/terug/<uuid:household_id>/", homes.home_back, name="home_back"),
    path("mensen/gezag/<uuid:guardianship_id>/", families.bond_edit, name="bond_edit"),
    path("mensen/gezag/<uuid:guardianship_id>/weg/", homes.bond_remove, name="bond_remove"),
    path("mensen/dezelfde/", homes.alike, name="alike"),
    path("mensen/dezelfde/ja/", homes.alike_join, name="alike_join"),
    path("mensen/dezelfde/nee/", homes.alike_apart, name="alike_apart"),
    path("mensen/dezelfde/terug/<uuid:keptapart_id>/", homes.alike_again, name="alike_again"),
]
