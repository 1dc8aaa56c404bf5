"""Addresses of sorting: what seems certain, one by one, stacks, themes put together and split, piles of slips."""

from django.urls import path

from .views import merging, pasting, sorting

urlpatterns = [
    path("oogst/<uuid:occasion_id>/zeker/", sorting.harvest_certain, name="harvest_certain"),
    path("oogst/<uuid:occasion_id>/een/", sorting.harvest_desk, name="harvest_desk"),
    path("oogst/<uuid:occasion_id>/erachter/", sorting.harvest_behind, name="harvest_behind"),
    path("oogst/<uuid:occasion_id>/ernaast/", sorting.harvest_beside, name="harvest_beside"),
    path("oogst/<uuid:occasion_id>/plak/", pasting.harvest_paste, name="harvest_paste"),
    path("oogst/<uuid:occasion_id>/plak/<uuid:pile>/terug/", pasting.harvest_unpaste, name="harvest_unpaste"),
    path("thema/<uuid:theme_id>/samen/", merging.theme_merge, name="theme_merge"),
    path("thema/<uuid:theme_id>/splits/", merging.theme_split, name="theme_split"),
    path("thema/<uuid:theme_id>/splits/terug/", merging.theme_unsplit, name="theme_unsplit"),
    path("samengevoegd/<uuid:merged_id>/los/", merging.theme_unmerge, name="theme_unmerge"),
]
