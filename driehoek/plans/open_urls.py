"""The plan for everybody."""

from django.urls import path

from .views import open as public

urlpatterns = [
    path("plan/<slug:at>/<uuid:plan_id>/", public.public_plan, name="public_plan"),
    path("plan/<slug:at>/<uuid:plan_id>/plan.pdf", public.public_plan_pdf, name="public_plan_pdf"),
]
