import os

from django.core.wsgi import get_wsgi_application

from driehoek.web.whole import whole_requests_only

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "driehoek.settings")
application = whole_requests_only(get_wsgi_application())
