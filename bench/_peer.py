"""The page to compare with: bare Django, three queries, one template of 50 rows; no middleware, no walls, no session."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "driehoek.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402

settings.MIDDLEWARE = []
settings.ROOT_URLCONF = __name__
settings.TEMPLATES[0]["OPTIONS"]["context_processors"] = []
application = WSGIHandler()

from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.template import engines  # noqa: E402
from django.urls import path  # noqa: E402

from driehoek.access.models import AccessCode, User  # noqa: E402
from driehoek.schools.models import School  # noqa: E402

PAGE = engines["django"].from_string(
    "<!doctype html><title>{{ school.name }}</title><h1>{{ user.name }}</h1><table>"
    "{% for code in codes %}<tr><td>{{ code.purpose }}</td><td>{{ code.expires_at|date:'j F Y H:i' }}</td><td>{{ code.about }}</td></tr>{% endfor %}</table>"
)


def page(request: HttpRequest) -> HttpResponse:
    school = School.objects.get(slug="groot")
    user = User.objects.get(email="dirk@example.org")
    codes = AccessCode.objects.filter(school=school).order_by("pk")[:50]
    return HttpResponse(PAGE.render({"school": school, "user": user, "codes": codes}))


urlpatterns = [path("", page)]
