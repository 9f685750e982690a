"""A living partner community inside Wagtail: co-branded pages, live threads, peer webinars, reputation."""

__version__ = "0.1.0"
