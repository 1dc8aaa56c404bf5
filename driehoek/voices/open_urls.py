"""One's own words, for who has no link: found by what only their phone or their paper has."""

from django.urls import path

from .views import own_words

urlpatterns = [
    path("mijn-woorden/<slug:at>/", own_words.my_words, name="my_words"),
    path("mijn-woorden/<slug:at>/toestel/", own_words.my_words_here, name="my_words_here"),
    path("mijn-woorden/<slug:at>/terug/", own_words.my_words_back, name="my_words_back"),
]
