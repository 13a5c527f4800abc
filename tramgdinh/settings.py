"""Settings: everything that differs between machines comes from the environment (see README)."""

import secrets
import sys
from pathlib import Path

import environ
import pghistory
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# Data that the program writes: the embedded database, uploaded files, the secret key, collected static files.
TESTING = "pytest" in sys.modules
VAR = Path(env("VAR", default=str(BASE_DIR / (".cache/tests" if TESTING else "var")))).resolve()
DEBUG = env.bool("DEBUG", default=False)


def _secret_key() -> str:
    """Return the key kept in VAR, making it (readable by its owner alone) the first time."""
    kept = VAR / "secret-key"
    if not kept.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(64))
    return kept.read_text().strip()


SECRET_KEY = env("SECRET_KEY", default="") or _secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# From the ground up; a room imports only from those before it.
OUR_APPS = ["accounts", "orgs", "taskforces", "meetings", "evaluations", "home"]
INSTALLED_APPS = [
    "home.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "rules",
    "procrastinate.contrib.django",
    "tramgdinh.text",
    *OUR_APPS,
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "accounts.middleware.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.NoStoreMiddleware",
    "accounts.middleware.FirstPasswordMiddleware",
    "home.middleware.DayMiddleware",
    "accounts.middleware.ScopeMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "tramgdinh.urls"
WSGI_APPLICATION = "tramgdinh.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.navigation.navigation",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# The program logs in with a role that owns nothing; migrations run as the owner (see tramgdinh.database.commands).
DATABASES = {"default": env.db("DATABASE_URL", default="postgres:///tramgdinh")}
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("application_name", "tramgdinh")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# How our base queryset loads a relation that nobody asked for: an error in tests, one query for all peers outside.
FETCH_MODE = "RAISE" if TESTING else "PEERS"

# History: every insert, update and delete, with who and why beside the row itself.
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(db_index=True)
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
PGHISTORY_APPEND_ONLY = True
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "accounts.signing_in.SampleAwareBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "accounts.validators.NotTheSamplePassword"},
    {"NAME": "accounts.validators.NotTheOldPassword"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:overview"
ACCOUNT_ADAPTER = "accounts.adapter.ClosedDoorAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PRESERVE_USERNAME_CASING = False
# axes counts failures in the database; allauth's own counter lives in each process's memory.
ACCOUNT_RATE_LIMITS = False
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "accounts.signing_in.username_of"
AXES_CLIENT_IP_CALLABLE = "accounts.signing_in.address_of"
AXES_LOCKOUT_CALLABLE = "accounts.signing_in.locked"
# Knocking on while locked does not make the lock last longer: a comrade who waits 15 minutes gets in.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True  # ours is AccessLog
AXES_VERBOSE = False

# What expires, in days: lines of the access log. The database refuses to delete younger ones (accounts/0003).
ACCESS_LOG_DAYS = 730
SCOPE_FACTORY = "taskforces.scope.scope_of"
# Who tells what a backdated decision touches: functions of higher apps (taskforces.reports.touched.Witness).
BACKDATING_WITNESSES = ["meetings.reports.backdating.logged_meetings"]

# Sessions end with the working day; a changed right ends them at once (User.get_session_auth_hash).
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# Set HTTPS=1 behind a reverse proxy that ends TLS; on 127.0.0.1 there is none.
HTTPS = env.bool("HTTPS", default=False)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "form-action": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

# The office's language, whatever the browser asks for: an English Windows is no wish for English.
LANGUAGE_CODE = env("LANGUAGE_CODE", default="vi")
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
# The first wins: our apps have the last word over other people's texts.
LOCALE_PATHS = sorted(
    (path for path in (BASE_DIR / "locale").glob("*") if path.is_dir()),
    key=lambda path: (path.name == "thirdparty", path.name),
)
FORMAT_MODULE_PATH = ["tramgdinh.formats"]
# Grouping is asked for where a quantity is shown (`|number`): ids and years are not quantities.
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("vendor/bootstrap/dist/css", BASE_DIR / "node_modules/bootstrap/dist/css"),
    ("vendor/bootstrap/dist/js", BASE_DIR / "node_modules/bootstrap/dist/js"),
    ("vendor/htmx.org/dist", BASE_DIR / "node_modules/htmx.org/dist"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_USE_FINDERS = DEBUG  # tests get the files from Django's live server
MEDIA_ROOT = VAR / "files"  # never served by its path: a view checks who asks
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# No mail is sent: passwords are reset by an administrator.
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
SILENCED_SYSTEM_CHECKS = ["mail.E001"]  # which wants a backend that sends

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
