"""Users, members with faces, and their places."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile

from channel_community.demo.moments import Moments
from channel_community.demo.people import ACCOUNTS, DATA, PASSWORD, PEOPLE, Person
from channel_community.members.actions import membership_add
from channel_community.members.enums import MANAGERS_GROUP, MODERATORS_GROUP, PublicRole
from channel_community.members.models import Member, Membership

DOMAIN = "harbourline.example"
GROUPS = {"brand": MANAGERS_GROUP, "moderator": MODERATORS_GROUP}
PUBLIC_ROLES = {"brand": PublicRole.BRAND, "moderator": PublicRole.MODERATOR}


def load_people(moments: Moments, first_seen: dict[str, float], files: list, say) -> dict[str, Member]:
    """Every person as a member, by handle. `first_seen` is each one's earliest post, in days ago."""
    password = make_password(PASSWORD)
    accounts = {username for username, _role in ACCOUNTS}
    members = {}
    for number, person in enumerate(PEOPLE, 1):
        joined = moments.ago(days=max(person.joined, first_seen.get(person.handle, 0) + 1))
        user = make_user(person, password if person.username in accounts else make_password(None), joined)
        member = members[person.handle] = make_member(person, user, joined)
        files.append(member.avatar)
        if person.role in GROUPS and person.login:
            user.groups.add(Group.objects.get_or_create(name=GROUPS[person.role])[0])
        if number % 10 == 0:
            say("members", number, len(PEOPLE))
    return members


def sign_in_name(person: Person) -> str:
    """What this person types to sign in; a site may ask for a mail address instead of a user name."""
    return f"{person.username}@{DOMAIN}" if get_user_model().USERNAME_FIELD == "email" else person.username


def make_user(person: Person, password: str, joined):
    """A user of whatever model the site has: its own name for signing in, and what other columns it knows."""
    model = get_user_model()
    address = f"{person.username}@{DOMAIN}"
    values = {"email": address, "username": person.username, "first_name": person.first_name}
    values |= {"last_name": person.last_name, "name": person.name, "date_joined": joined}
    columns = {field.name for field in model._meta.concrete_fields}
    known = {name: value for name, value in values.items() if name in columns}
    known[model.USERNAME_FIELD] = sign_in_name(person)
    user = model(password=password, **known)
    user.save()
    return user


def make_member(person: Person, user, joined) -> Member:
    member = Member(
        user=user,
        handle=person.handle,
        name=person.name,
        headline=person.headline,
        bio=person.bio,
        timezone=person.zone,
        expertise=list(person.knows),
        public_role=PUBLIC_ROLES.get(person.role, PublicRole.NONE),
        is_demo=True,
        created_at=joined,
    )
    face = DATA / "faces" / f"{person.handle}.webp"
    member.avatar.save(face.name, ContentFile(face.read_bytes()), save=False)
    member.save()
    return member


def load_memberships(members: dict[str, Member], partners: dict) -> None:
    """Everybody's place in their partner, since the day they joined."""
    for person in PEOPLE:
        if not person.home:
            continue
        member = members[person.handle]
        place = membership_add(member=member, partner=partners[person.home], role=person.role)
        Membership.objects.filter(pk=place.pk).update(created_at=member.created_at)
