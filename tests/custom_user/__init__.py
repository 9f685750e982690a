"""A host's own user model: a mail address and a display name, no username."""
