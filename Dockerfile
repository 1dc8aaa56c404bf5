# One image, two commands: web (the default) and worker. See docs/hosting/.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=/app \
    DJANGO_SETTINGS_MODULE=driehoek.settings DRIEHOEK_HOME=/data DRIEHOEK_STATIC=/app/static

WORKDIR /app
COPY requirements/text.txt requirements/
RUN pip install --no-cache-dir --require-hashes -r requirements/text.txt

COPY tools/messages.py tools/catalogues.py tools/sentences.py tools/
COPY driehoek driehoek
# Catalogues and static files are made here: a running container writes nothing but /data.
RUN python tools/messages.py --compile \
 && DRIEHOEK_SECRET_KEY=unused DRIEHOEK_MASTER_KEY=unused python -m django collectstatic --noinput --verbosity 0 \
 && printf '#!/bin/sh\nexec python -c "import sys; from driehoek.cli import main; sys.exit(main())" "$@"\n' >/usr/local/bin/driehoek \
 && chmod +x /usr/local/bin/driehoek \
 && useradd --system --uid 10001 driehoek && install -d -o driehoek -m 700 /data

USER driehoek
VOLUME /data
EXPOSE 8000
CMD ["driehoek", "serve", "--host", "0.0.0.0", "--port", "8000", "--no-worker"]
