"""Test data, one factory per model; every default is valid and says nothing a test does not ask for."""

import factory
from django.contrib.auth import get_user_model
from django.utils import timezone

from channel_community import models
from channel_community.discussions.enums import Access


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    password = factory.django.Password("secret")


class MemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Member

    user = factory.SubFactory(UserFactory)
    handle = factory.LazyAttribute(lambda member: member.user.username)
    name = factory.Sequence(lambda n: f"Member {n}")


class BrandKitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.BrandKit

    name = factory.Sequence(lambda n: f"Kit {n}")


class TierFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.PartnerTier

    name = factory.Sequence(lambda n: f"Tier {n}")
    slug = factory.Sequence(lambda n: f"tier-{n}")


class SpecialityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Speciality

    name = factory.Sequence(lambda n: f"Speciality {n}")
    slug = factory.Sequence(lambda n: f"speciality-{n}")


class PartnerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Partner

    name = factory.Sequence(lambda n: f"Partner {n}")
    slug = factory.Sequence(lambda n: f"partner-{n}")
    brand_kit = factory.SubFactory(BrandKitFactory)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Membership

    member = factory.SubFactory(MemberFactory)
    partner = factory.SubFactory(PartnerFactory)
    role = "customer"


class BoardFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Board

    title = factory.Sequence(lambda n: f"Board {n}")
    slug = factory.Sequence(lambda n: f"board-{n}")
    access = Access.PUBLIC


class ThreadFactory(factory.django.DjangoModelFactory):
    """A thread row alone; use `discussions.actions.thread_create` for one with a first post."""

    class Meta:
        model = models.Thread

    board = factory.SubFactory(BoardFactory)
    author = factory.SubFactory(MemberFactory)
    title = factory.Sequence(lambda n: f"Thread {n}")
    slug = factory.Sequence(lambda n: f"thread-{n}")


class WebinarFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Webinar

    host = factory.SubFactory(MemberFactory)
    title = factory.Sequence(lambda n: f"Webinar {n}")
    slug = factory.Sequence(lambda n: f"webinar-{n}")
    summary = "What we learnt."
    timezone = "Europe/Berlin"
    starts_at = factory.LazyFunction(lambda: timezone.now() + timezone.timedelta(days=3))
    local_start = factory.SelfAttribute("starts_at")
    capacity = 10
