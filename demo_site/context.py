"""The community's header and footer around pages that are not the community's: sign-in, sign-up, errors."""

from django.utils.functional import SimpleLazyObject

NAMES = ("community", "viewer", "branding", "nav")


def community_shell(request):
    """The names `channel_community/base.html` reads, worked out only if a template reads one of them."""
    shell = {}

    def value(name):
        if not shell:
            from channel_community.shell import page_context  # noqa: PLC0415 - app ready

            shell.update(page_context(request))
        return shell.get(name)

    return {name: SimpleLazyObject(lambda name=name: value(name)) for name in NAMES}
