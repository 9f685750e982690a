"""The site's own few pages: sign-in with the demonstration accounts, and what shows when things go wrong."""

from allauth.account.views import LoginView
from django.conf import settings
from django.shortcuts import render

from demo_site.accounts import ACCOUNTS, PASSWORD


class SignInView(LoginView):
    """Sign-in; where the site says so, with one button for each demonstration account."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if settings.DEMO_ACCOUNTS:
            context |= {"demo_accounts": ACCOUNTS, "demo_password": PASSWORD}
        return context


def not_found(request, exception):
    return render(request, "demo_site/not_found.html", status=404)


#: Fields of forms that people type into, by name; the rest travels along unseen.
TYPED = {
    "title": "Title",
    "body": "Text",
    "tags": "Tags",
    "bio": "About you",
    "headline": "Headline",
    "reason": "Reason",
}


def csrf_failure(request, reason=""):
    """A form that was left open too long: the words typed into it come back, ready to be sent again."""
    typed, kept = [], []
    for name, value in request.POST.items():
        if name in TYPED:
            typed.append(
                {"name": name, "label": TYPED[name], "value": value, "rows": 10 if name == "body" else 2}
            )
        elif name != "csrfmiddlewaretoken" and "password" not in name:
            kept.append({"name": name, "value": value})
    return render(request, "demo_site/expired_form.html", {"typed": typed, "kept": kept}, status=403)
