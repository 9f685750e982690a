"""All metadata of the distribution; pyproject.toml holds tool settings only, without a [project] table."""

import re
from pathlib import Path

from setuptools import find_packages, setup

ROOT = Path(__file__).parent

#: Files that are not Python and still belong in the wheel, by the folder of the package they live in.
PACKAGE_DATA = [
    "py.typed",
    "*.csv",
    "static/**/*",
    "templates/**/*",
    "locale/**/*",
    "**/data/**/*",
]


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def version():
    """The version as text from the package, so that building needs nothing installed."""
    return re.search(r'^__version__ = "([^"]+)"', read("channel_community/__init__.py"), re.MULTILINE)[1]


INSTALL_REQUIRES = [
    "Django>=5.2",
    "wagtail>=7.4.4",
    "channels>=4.3",
    "bleach[css]>=6.2",
    "coloraide>=4.0",
    "django-filter>=25.1",
    "icalendar>=6.1",
    "limits>=4.0",
    "markdown-it-py>=3.0",
    "linkify-it-py>=2.0",
    "mdit-py-plugins>=0.4.2",
    "swapper>=1.4",
    "tzdata",
]

# redis-py 8 gives up on a silent socket after five seconds, just as long as channels-redis 4.3 waits on one.
REDIS = ["channels-redis>=4.3", "redis<8"]
POSTGRES = ["psycopg[binary,pool]>=3.2"]
NH3 = ["nh3>=0.2.18"]
DEMO = [
    "dj-database-url>=2.3",
    "django-allauth>=65.4",
    "django-csp>=4.0",
    "Pillow>=11.0",
    "uvicorn>=0.35",
    "websockets>=14.0",
    "whitenoise>=6.8",
]
TESTING = [
    *DEMO,
    *NH3,
    "axe-playwright-python>=0.1.4",
    "build>=1.2",
    "coverage[toml]>=7.6",
    "factory-boy>=3.3",
    "feedparser>=6.0.11",
    "httpx>=0.27",
    "hypothesis>=6.100",
    "import-linter>=2.1",
    "playwright>=1.49",
    "pytest>=8.3",
    "pytest-asyncio>=0.25",
    "pytest-timeout>=2.3",
    "pytest-xdist>=3.6",
    "pytest-django>=4.9",
    "ruff>=0.9",
    "setuptools>=77",
    "time-machine>=2.16",
    "wagtail-localize>=1.14",
    "wheel",
]
DOCS = ["sphinx>=8.1", "myst-parser>=4.0", "sphinx-wagtail-theme>=6.5"]

setup(
    name="channel_community",
    version=version(),
    description="A partner community for Wagtail: co-branded pages, live threads, webinars, reputation.",
    long_description=read("README.md"),
    long_description_content_type="text/markdown",
    author="channel_community contributors",
    license_expression="BSD-3-Clause",
    license_files=["LICENSE"],
    packages=find_packages(include=["channel_community", "channel_community.*"]),
    package_data={"channel_community": PACKAGE_DATA},
    exclude_package_data={"": ["*.pyc", "__pycache__/*"]},
    include_package_data=False,
    zip_safe=False,
    python_requires=">=3.10",
    install_requires=INSTALL_REQUIRES,
    extras_require={
        "redis": REDIS,
        "postgres": POSTGRES,
        "nh3": NH3,
        "demo": DEMO,
        "testing": TESTING,
        "docs": DOCS,
    },
    keywords=["wagtail", "django", "community", "forum", "channels", "partners", "webinars"],
    classifiers=[
        "Development Status :: 3 - Alpha",
        "Environment :: Web Environment",
        "Framework :: Django",
        "Framework :: Django :: 5.2",
        "Framework :: Django :: 6.0",
        "Framework :: Django :: 6.1",
        "Framework :: Wagtail",
        "Framework :: Wagtail :: 7",
        "Intended Audience :: Developers",
        "Operating System :: OS Independent",
        "Programming Language :: Python",
        "Programming Language :: Python :: 3",
        "Programming Language :: Python :: 3.10",
        "Programming Language :: Python :: 3.11",
        "Programming Language :: Python :: 3.12",
        "Programming Language :: Python :: 3.13",
        "Topic :: Internet :: WWW/HTTP :: Dynamic Content",
        "Typing :: Typed",
    ],
)
