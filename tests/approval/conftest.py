"""A partner's space in the CMS with the brand's approval in front of it, and the people on both sides."""

import datetime
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupApprovalTask, GroupPagePermission, Page, Site, Workflow, WorkflowTask

from channel_community.models import PartnerArticlePage, PartnerIndexPage, PartnerPage
from channel_community.partners.branding import forget
from tests.factories import MemberFactory, PartnerFactory, UserFactory


@pytest.fixture(autouse=True)
def _no_memory():
    forget()
    yield
    forget()


@pytest.fixture(autouse=True)
def _admin_address(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://cms.example"


def _group(name, page, *rights):
    group = Group.objects.create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for right in rights:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{right}_page")
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    return group


def _person(group, name):
    member = MemberFactory(name=name, user=UserFactory(username=name.lower()))
    member.user.groups.add(group)
    return member


@pytest.fixture
def scene(db):
    """`page` (the partner's), `editor`, `admin` (publishes), `manager`, `other_manager`, `workflow`."""
    home = Site.objects.get(is_default_site=True).root_page
    directory = home.add_child(instance=PartnerIndexPage(title="Partners", slug="partners"))
    partner = PartnerFactory(name="Fjordgrid", slug="fjordgrid")
    page = directory.add_child(instance=PartnerPage(title="Fjordgrid", slug="fjordgrid", partner=partner))
    managers = _group("Brand", Page.objects.get(pk=directory.pk), "add", "change", "publish")
    editors = _group("Fjordgrid editors", Page.objects.get(pk=page.pk), "add", "change")
    admins = _group("Fjordgrid admins", Page.objects.get(pk=page.pk), "add", "change", "publish")
    workflow = Workflow.objects.create(name="Brand approval")
    task = GroupApprovalTask.objects.create(name="Brand approval")
    task.groups.add(managers)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    workflow.workflow_pages.create(page=Page.objects.get(pk=page.pk))
    return SimpleNamespace(
        directory=directory,
        partner=partner,
        page=page,
        editor=_person(editors, "Ana"),
        author=_person(editors, "Bo"),
        admin=_person(admins, "Cleo"),
        manager=_person(managers, "Dana"),
        other_manager=_person(managers, "Eli"),
    )


def article_form(title="Forty minutes", **fields):
    """What the editor's form posts for an article without sections."""
    return {
        "title": title,
        "slug": "forty-minutes",
        "lead": "What we changed.",
        "hero_image": "",
        "sections-count": "0",
        "author": "",
        "published_on": str(datetime.date(2026, 3, 2)),
        "discuss": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        "comment_notifications": "on",
        **fields,
    }


class Desk:
    """One person at the Wagtail admin, as HTTP requests. Work on commit is done at once."""

    def __init__(self, client, run):
        self.client, self.run = client, run

    def sign_in(self, member):
        self.client.force_login(member.user)
        return self

    def post(self, url, data):
        with self.run(execute=True):
            return self.client.post(url, data)

    def write(self, scene, **fields):
        """Make an article and submit it; the page."""
        url = f"/admin/pages/add/channel_community/partnerarticlepage/{scene.page.pk}/"
        answer = self.post(url, article_form(**{"action-submit": "1", **fields}))
        assert answer.status_code == 302, answer.context["form"].errors
        return PartnerArticlePage.objects.get(slug="forty-minutes")

    def edit(self, page, **fields):
        return self.post(f"/admin/pages/{page.pk}/edit/", article_form(**fields))

    def decide(self, page, action, **fields):
        """Approve or reject through the page of the admin's own dialog."""
        task_state = page.current_workflow_state.current_task_state
        url = f"/admin/pages/workflow/action/{page.pk}/{action}/{task_state.pk}/"
        return self.post(url, fields)


@pytest.fixture
def desk(client, django_capture_on_commit_callbacks):
    return Desk(client, django_capture_on_commit_callbacks)
