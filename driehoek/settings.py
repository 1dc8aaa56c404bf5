"""One file of settings. Everything that differs between installations comes from the environment.

`driehoek doctor` lists the variables; `DRIEHOEK_HOME` is the folder that holds the database file, the keys and nothing else.
"""

import os
import secrets
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from driehoek.web.fonts import FONT_FOLDERS

PACKAGE = Path(__file__).resolve().parent


def setting(name: str, default: str = "") -> str:
    return os.environ.get(f"DRIEHOEK_{name}", default)


def flag(name: str, default: bool = False) -> bool:
    return setting(name, "1" if default else "").lower() in {"1", "true", "yes", "on"}


HOME = Path(setting("HOME", str(PACKAGE.parent / "var"))).resolve()
HOME.mkdir(parents=True, exist_ok=True)
DEMO = flag("DEMO")
DEBUG = flag("DEBUG")
TESTING = flag("TESTING") or "pytest" in sys.modules


def kept_secret(name: str) -> str:
    """A key of this installation: made once, readable by its owner alone, outside database and backup."""
    path = HOME / name
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


SECRET_KEY = setting("SECRET_KEY") or ("tests-only-" + "x" * 50 if TESTING else kept_secret("secret.key"))
MASTER_KEY = setting("MASTER_KEY") or ("tests-only-" + "m" * 50 if TESTING else kept_secret("master.key"))
SITE_URL = setting("SITE_URL", "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = [host for host in setting("HOSTS").split(",") if host] or ["localhost", "127.0.0.1", "[::1]", "testserver"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "driehoek.web",
    "driehoek.schools",
    "driehoek.access",
    "driehoek.outbox",
    "driehoek.documents",
    "driehoek.library",
    "driehoek.people",
    "driehoek.invitations",
    "driehoek.actions",
    "driehoek.voices",
    "driehoek.meetings",
    "driehoek.scans",
    "driehoek.plans",
    "driehoek.trajectories",
    "driehoek.demo",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django.contrib.humanize",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "driehoek.web.headers.SafeHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "driehoek.access.gate.DeclaredOnly",
]

ROOT_URLCONF = "driehoek.urls"
WSGI_APPLICATION = "driehoek.wsgi.application"
AUTH_USER_MODEL = "access.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "driehoek.web.forms.Renderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "driehoek.access.screen.frame",
            ],
            "builtins": ["django.templatetags.i18n", "driehoek.web.templatetags.look"],
        },
    }
]


def database(url: str) -> dict[str, object]:
    """DATABASE_URL to Django's dictionary: `postgres://…` or `sqlite:///path`, by default a file in DRIEHOEK_HOME."""
    parts = urlsplit(url or f"sqlite:///{HOME / 'driehoek.sqlite3'}")
    if parts.scheme == "sqlite":
        path = Path("/" + unquote(parts.path).lstrip("/"))
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={'OFF' if TESTING else 'FULL'};"  # a test outlives no power cut
                " PRAGMA busy_timeout=20000; PRAGMA foreign_keys=ON;"
                " PRAGMA secure_delete=ON;",  # what is erased, or was rewritten, is not left lying in the file
            },
            "TEST": {"NAME": str(HOME / "test.sqlite3")},  # a file: in memory SQLite behaves otherwise
        }
    options: dict[str, object] = dict(parse_qsl(parts.query))
    if not TESTING and not flag("NO_POOL"):
        options["pool"] = {"min_size": 1, "max_size": int(setting("POOL", "10")), "timeout": 2}
    # Prepared statements: PostgreSQL plans a query of ours once a connection, not at each of a thousand looks.
    options |= {"server_side_binding": True, "prepare_threshold": None if flag("NO_POOL") else 3}
    host = str(options.pop("host", "")) or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_HEALTH_CHECKS": True,
    }


# Migrations run as the owner of the tables, everything else as a role that the walls hold for.
_AS_OWNER = setting("OWNER_URL") if flag("AS_OWNER") else ""
DATABASES = {"default": database(_AS_OWNER or os.environ.get("DATABASE_URL", ""))}
ATOMIC_REQUESTS = False

LANGUAGE_CODE = "nl"
LANGUAGES = [
    ("nl", _("Nederlands")), ("en", _("Engels")), ("ar", _("Arabisch")), ("tr", _("Turks")), ("pl", _("Pools")),
    ("uk", _("Oekraïens")),
]  # fmt: skip
STAFF_LANGUAGES = ["nl", "en"]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "taal"
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(setting("STATIC", str(PACKAGE.parent / "build" / "static")))
STATICFILES_DIRS = [("fonts", folder) for folder in FONT_FOLDERS]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or TESTING
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 30_000_000
MAX_UPLOAD_BYTES = 30_000_000
FILE_UPLOAD_HANDLERS = [
    "driehoek.web.uploads.RefuseGiants",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Sign-in
AUTHENTICATION_BACKENDS = ["driehoek.access.backend.Accounts"]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else ["django.contrib.auth.hashers.ScryptPasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "driehoek.access.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "driehoek.access.passwords.NotCommon"},
    {"NAME": "driehoek.access.passwords.NotLikeYou", "OPTIONS": {"user_attributes": ["email", "name"]}},
]
ACCOUNT_ADAPTER = "driehoek.access.adapter.StaffAccounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody gets mail because somebody typed their address
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 1200
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Driehoek"
MFA_ADAPTER = "driehoek.access.adapter.SecondFactor"
USERSESSIONS_TRACK_ACTIVITY = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# Mail: everything passes the outbox; only its worker opens a connection.
EMAIL_BACKEND = "driehoek.outbox.backend.OutboxBackend"
DEFAULT_FROM_EMAIL = setting("MAIL_FROM", "driehoek@example.org")
SMTP: dict[str, Any] = {
    "host": setting("SMTP_HOST", "" if DEMO else "localhost"),
    "port": int(setting("SMTP_PORT", "25")),
    "username": setting("SMTP_USER"),
    "password": setting("SMTP_PASSWORD"),
    "use_tls": flag("SMTP_STARTTLS"),
    "use_ssl": flag("SMTP_SSL"),
    "timeout": 20,
}
# What comes back: told by the mail provider, or read from a mailbox (docs/hosting).
TRANSLATE: dict[str, Any] = {"url": setting("TRANSLATE_URL").rstrip("/"), "key": setting("TRANSLATE_KEY"), "timeout": 15}
MAIL_PROVIDER = setting("MAIL_PROVIDER").lower()
ANYMAIL: dict[str, Any] = {"WEBHOOK_SECRET": setting("MAIL_WEBHOOK_SECRET")}
if setting("MAIL_SIGNING_KEY"):
    ANYMAIL["MAILGUN_WEBHOOK_SIGNING_KEY"] = setting("MAIL_SIGNING_KEY")
BOUNCES: dict[str, Any] = {
    "to": setting("BOUNCES_TO"),
    "host": setting("BOUNCES_IMAP_HOST"),
    "port": int(setting("BOUNCES_IMAP_PORT", "993")),
    "username": setting("BOUNCES_IMAP_USER"),
    "password": setting("BOUNCES_IMAP_PASSWORD"),
    "folder": setting("BOUNCES_IMAP_FOLDER", "INBOX"),
}
OUTBOX_LEASE_SECONDS = int(setting("OUTBOX_LEASE", "60"))

# Safe by default
SESSION_ENGINE = "driehoek.access.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_URL.startswith("https")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("BEHIND_PROXY") else None
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if SITE_URL.startswith("https") else 0
SECURE_REFERRER_POLICY = "same-origin"  # with "no-referrer" browsers post forms with "Origin: null", which the CSRF check refuses
CSRF_FAILURE_VIEW = "driehoek.web.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"scrub": {"()": "driehoek.web.headers.ScrubSecrets"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["scrub"]}},
    "root": {"handlers": ["stderr"], "level": setting("LOG_LEVEL", "WARNING")},
}
