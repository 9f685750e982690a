"""When `community_demo` keeps its hands off a site."""

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from channel_community import models
from channel_community.demo import loader
from tests.factories import MemberFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_site_with_real_members_is_refused_with_the_cure():
    MemberFactory()
    with pytest.raises(CommandError, match="1 real member") as refusal:
        call_command("community_demo")
    assert "empty database" in str(refusal.value)
    assert models.Member.objects.count() == 1


def test_a_taken_user_name_is_refused_by_name():
    UserFactory(username="advocate")
    with pytest.raises(CommandError, match="advocate"):
        call_command("community_demo")
    assert not loader.is_loaded()


def test_a_failure_leaves_nothing():
    def stumble(what, done, total):
        if what == "pages":
            raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        loader.load(say=stumble)
    assert not models.Member.objects.exists()
    assert not models.Partner.objects.exists()
    for folder in ("channel_community/avatars", "original_images"):
        assert default_storage.listdir(folder)[1] == []
