"""An onboarding that fails midway leaves nothing behind: no row of any table, and no mail."""

import json

import pytest
from django.apps import apps
from django.core import mail

from channel_community import models
from channel_community.exceptions import Invalid
from channel_community.onboarding.actions import STEPS, partner_onboard
from channel_community.onboarding.signals import step_done

NAMES = [name for name, _do in STEPS]
WANTED = {"name": "North", "slug": "north", "editors": "ana@example.com", "admins": "ben@example.com"}

#: The tables may be empty: tests that end their transactions empty them.
SET_UP = """
from django.core.management import call_command
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection, Locale, Page, Site
if not Site.objects.exists():
    Locale.objects.get_or_create(language_code="en")
    Page.objects.exists() or Page.add_root(instance=Page(title="Root", slug="root"))
    home = Page.objects.get(depth=1).add_child(instance=Page(title="Home", slug="home"))
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    Collection.objects.exists() or Collection.add_root(name="Root")
call_command("community_setup", verbosity=0)
"""
#: Each step kills a process of its own in the middle of its transaction; the last one lives.
DIE = """
import json, os
from django.apps import apps
from django.db import connections
from channel_community.onboarding.actions import STEPS, partner_onboard
from channel_community.onboarding.signals import step_done
tables = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
def counts():
    return {name: model._base_manager.count() for name, model in tables.items()}
before, left = counts(), {}
for wanted in [name for name, _do in STEPS] + ["none"]:
    connections.close_all()
    child = os.fork()
    if child == 0:
        def stop(step, **kwargs):
            if step == wanted:
                os._exit(9)
        step_done.connect(stop)
        partner_onboard(name="North", slug="north", editors="ana@example.com", admins="ben@example.com")
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    now = counts()
    left[wanted] = [status, {name: [before[name], n] for name, n in now.items() if n != before[name]}]
print(json.dumps(left))
"""


def counts():
    tables = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    return {name: model._base_manager.count() for name, model in tables.items()}


@pytest.fixture
def stops_after():
    """Lets whatever comes aboard fail after one step."""
    connected = []

    def fail_after(wanted):
        def stop(step, **kwargs):
            if step == wanted:
                raise ZeroDivisionError(step)

        connected.append(stop)
        step_done.connect(stop)

    yield fail_after
    for receiver in connected:
        step_done.disconnect(receiver)


@pytest.mark.django_db
@pytest.mark.parametrize("step", NAMES)
def test_an_error_after_any_step_leaves_nothing(
    step, manager, stops_after, django_capture_on_commit_callbacks
):
    before = counts()
    stops_after(step)
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError):
        partner_onboard(**WANTED, actor=manager)
    assert counts() == before
    assert mail.outbox == []


@pytest.mark.django_db
def test_a_refusal_late_in_the_row_leaves_nothing(manager):
    before = counts()
    with pytest.raises(Invalid) as refused:
        partner_onboard(**WANTED, customers_board="x" * 200)
    assert list(refused.value.errors) == ["customers_board"]
    assert counts() == before


@pytest.mark.slow
def test_a_process_that_dies_after_any_step_leaves_nothing(elsewhere):
    left = json.loads(elsewhere.ask(SET_UP + DIE).splitlines()[-1])
    status, made = left.pop("none")
    assert (status, made[models.Partner._meta.db_table]) == (0, [0, 1])
    assert made[models.Invitation._meta.db_table] == [0, 2]
    assert left == {name: [9, {}] for name in NAMES}
