import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

from driehoek.running.web import BEHIND, wait_behind
from driehoek.web.whole import whole_requests_only

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "driehoek.settings")
application = whole_requests_only(get_wsgi_application())
import_module("driehoek.urls")  # every page now, so that nobody's first look waits for it
if os.environ.get(BEHIND):
    wait_behind(os.environ[BEHIND])
