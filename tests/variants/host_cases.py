"""What must hold on every kind of host. Collected by test_variants.py only, once for each settings module."""

import uuid

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import reverse

from channel_community.discussions.models import Board, Post, Thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    users = get_user_model()
    fields = {users.USERNAME_FIELD: "ana@community.example"}
    if users.USERNAME_FIELD != "email":
        fields["email"] = "ana@community.example"
    return users._default_manager.create_superuser(password="a long enough password", **fields)


@pytest.fixture
def community():
    call_command("community_setup", verbosity=0)


def test_the_checks_find_no_error():
    call_command("check", fail_level="ERROR")


def test_no_migration_is_missing():
    call_command("makemigrations", "channel_community", check=True, dry_run=True, verbosity=0)


def test_setting_up_twice_changes_nothing(community):
    before = Board.objects.count()
    call_command("community_setup", verbosity=0)
    assert Board.objects.count() == before > 0


def test_the_home_opens(community, client):
    assert client.get(reverse("channel_community:home")).status_code == 200


def test_a_person_starts_a_thread_and_replies(community, client, person):
    client.force_login(person)
    board = Board.objects.order_by("pk").first()
    opening = {
        "title": "Which way round?",
        "body": "I *never* know.",
        "kind": "question",
        "client_key": str(uuid.uuid4()),
    }
    answer = client.post(f"/community/b/{board.pk}/{board.slug}/new/", opening, follow=True)
    assert answer.status_code == 200
    thread = Thread.objects.get()
    reply = {"body": "The usual way.", "client_key": str(uuid.uuid4())}
    assert client.post(f"/community/t/{thread.pk}/reply/", reply).status_code == 302
    assert Post.objects.count() == 2


def test_the_admin_opens(community, client, person):
    client.force_login(person)
    assert client.get("/admin/").status_code == 200
