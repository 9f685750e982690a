from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

#: Packages whose wiring modules are imported once every model is loaded, lowest layer first.
DOMAINS = (
    "members",
    "reputation",
    "notifications",
    "realtime",
    "partners",
    "partners.invitations",
    "discussions",
    "webinars",
    "content",
    "content.kits",
    "isolation",
    "onboarding",
)

#: What a domain may bring: the events it emits, what it does on others' events, the topics it streams.
WIRING = ("event_types", "subscribers", "topics", "signals")


class ChannelCommunityConfig(AppConfig):
    """The one Django app of the plugin; its domains are packages inside it."""

    name = "channel_community"
    label = "channel_community"
    verbose_name = _("Community")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from channel_community import checks  # noqa: F401, PLC0415 - app ready: registers the system checks

        for domain in DOMAINS:
            for module in WIRING:
                _import_if_present(f"{self.name}.{domain}.{module}")
        import_module(f"{self.name}.home.sections")  # blocks of several domains, for pages in any process


def _import_if_present(path: str) -> None:
    """Import `path`, quietly only when that very module does not exist."""
    try:
        import_module(path)
    except ModuleNotFoundError as error:
        if error.name != path:
            raise
