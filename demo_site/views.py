"""The site's own few pages: sign-in with the demonstration accounts, and what shows when things go wrong."""

from allauth.account.views import LoginView
from django.conf import settings
from django.shortcuts import render
from django.templatetags.static import static
from django.views.generic import RedirectView

from demo_site.accounts import ACCOUNTS, PASSWORD


class SignInView(LoginView):
    """Sign-in; where the site says so, with one button for each demonstration account."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if settings.DEMO_ACCOUNTS:
            context |= {"demo_accounts": ACCOUNTS, "demo_password": PASSWORD}
        return context


class IconView(RedirectView):
    """Where browsers look for the icon on pages that name none, pictures and documents among them."""

    def get_redirect_url(self, *args, **kwargs):
        return static("channel_community/icons/favicon.svg")


def not_found(request, exception):
    return render(request, "demo_site/not_found.html", status=404)


def csrf_failure(request, reason=""):
    """A form of the site's own that was left open too long. The community's own forms keep what was typed."""
    return render(request, "demo_site/expired_form.html", {"again": request.get_full_path()}, status=403)
