"""Making the account of somebody who comes by an invitation, on whatever user model the site has.

The link came to their mailbox, so the address is proven.
"""

from __future__ import annotations

import re
import secrets

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist, ValidationError

from channel_community.conf import settings

#: Fields that can carry a whole name, where there is no first and last name.
WHOLE_NAME = ("full_name", "name", "display_name")


def can_open() -> bool:
    """Whether accounts may be made here, and the user model asks for nothing that we do not have."""
    if not settings.INVITATIONS_CREATE_ACCOUNTS:
        return False
    model = get_user_model()
    known = {model.get_email_field_name(), "first_name", "last_name", *WHOLE_NAME}
    return all(name in known or not _is_needed(model, name) for name in model.REQUIRED_FIELDS)


def draft(*, email: str, name: str):
    """The user that would be made, not saved: for validators that compare a password with it."""
    return get_user_model()(**_fields(email, name))


def open_account(*, email: str, name: str, password: str):
    """Make a user with a proven address. Raises IntegrityError when the login name was taken meanwhile."""
    manager = get_user_model()._default_manager
    user = manager.create_user(password=password, **_fields(email, name))
    _note_verified(user, email)
    return user


def _fields(email: str, name: str) -> dict[str, str]:
    model = get_user_model()
    fields = {model.get_email_field_name(): email, **_names(model, name)}
    if model.USERNAME_FIELD not in fields:
        fields[model.USERNAME_FIELD] = _login_name(model, email)
    return fields


def _login_name(model, email: str) -> str:
    """The address itself, which people remember; where that cannot be one, letters made of it."""
    field = model._meta.get_field(model.USERNAME_FIELD)
    short = re.sub(r"[^a-z0-9]+", "-", email.partition("@")[0])[:20].strip("-") or "member"
    for name in (email, short, *(f"{short}-{secrets.token_hex(4)}" for _try in range(4))):
        if _is_valid(field, name) and not _is_taken(model, name):
            return name
    raise ValidationError(f"No free login name for a new {model._meta.label}.")


def _is_valid(field, name: str) -> bool:
    try:
        field.run_validators(name)
    except ValidationError:
        return False
    return not field.max_length or len(name) <= field.max_length


def _is_taken(model, name: str) -> bool:
    return model._default_manager.filter(**{f"{model.USERNAME_FIELD}__iexact": name}).exists()


def _names(model, name: str) -> dict[str, str]:
    if _has(model, "first_name") and _has(model, "last_name"):
        first, _, last = name.partition(" ")
        return {"first_name": _cut(model, "first_name", first), "last_name": _cut(model, "last_name", last)}
    whole = next((field for field in WHOLE_NAME if _has(model, field)), None)
    return {whole: _cut(model, whole, name)} if whole else {}


def _cut(model, field: str, text: str) -> str:
    return text.strip()[: model._meta.get_field(field).max_length]


def _has(model, field: str) -> bool:
    try:
        return model._meta.get_field(field).concrete
    except FieldDoesNotExist:
        return False


def _is_needed(model, name: str) -> bool:
    field = model._meta.get_field(name)
    return not (field.blank or field.null or field.has_default())


def _note_verified(user, email: str) -> None:
    """Tell django-allauth, where the site uses it, that the address needs no further proof."""
    if apps.is_installed("allauth.account"):
        addresses = apps.get_model("account", "EmailAddress")._default_manager
        addresses.update_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
