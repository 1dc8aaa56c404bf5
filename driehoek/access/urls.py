from django.urls import path

from . import views

urlpatterns = [
    path("", views.front, name="front"),
    path("c/", views.code_entry, name="code_entry"),
    path("c/<str:code>", views.code_entry, name="code"),
    path("tweede-stap/", views.step_up, name="step_up"),
]
