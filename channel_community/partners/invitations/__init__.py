"""Inviting people to a partner: by mail, for one role, once."""
