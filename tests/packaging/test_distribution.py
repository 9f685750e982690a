"""What is handed out: everything the community needs, once, and nothing else."""

import re
import tarfile
import zipfile
from email import message_from_bytes
from pathlib import PurePosixPath

import pytest

import channel_community

pytestmark = [pytest.mark.slow, pytest.mark.once]
PACKAGE = "channel_community/"


@pytest.fixture(scope="module")
def names(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def metadata(wheel):
    with zipfile.ZipFile(wheel) as archive:
        [path] = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        return message_from_bytes(archive.read(path))


def test_the_root_link_leads_to_the_packages_migrations(root):
    link = root / "migrations"
    assert link.resolve() == (root / "channel_community" / "migrations").resolve()


def test_the_wheel_has_one_top_level_name(names):
    tops = {PurePosixPath(name).parts[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"channel_community"}


def test_each_migration_is_in_the_wheel_once(names, root):
    on_disk = sorted(path.name for path in (root / "channel_community" / "migrations").glob("*.py"))
    shipped = sorted(PurePosixPath(name).name for name in names if "/migrations/" in name)
    assert shipped == on_disk


def test_every_file_of_the_package_is_in_the_wheel(names, tracked):
    wanted = {path for path in tracked if path.startswith(PACKAGE) and not path.endswith((".po", ".pot"))}
    assert wanted - set(names) == set()


def test_nothing_compiled_or_local_is_in_the_wheel(names):
    assert [name for name in names if re.search(r"\.pyc$|__pycache__|\.sqlite3|node_modules", name)] == []


def test_the_source_archive_builds_the_wheel_and_has_each_migration_once(sdist):
    with tarfile.open(sdist) as archive:
        members = [PurePosixPath(name) for name in archive.getnames()]
    inside = [PurePosixPath(*path.parts[1:]) for path in members if len(path.parts) > 1]
    assert PurePosixPath("setup.py") in inside
    assert not [path for path in inside if path.parts[0] in {"migrations", "tests", "demo_site"}]
    assert len(inside) == len(set(inside))


def test_the_metadata_is_whole(metadata):
    assert metadata["Version"] == channel_community.__version__
    assert metadata["License-Expression"] == "BSD-3-Clause"
    assert metadata["Requires-Python"] == ">=3.10"
    requires = metadata.get_all("Requires-Dist")
    assert "Django>=5.2" in requires
    assert "wagtail>=7.4.4" in requires
    assert not [line for line in requires if line.startswith("channels-redis") and "extra" not in line]
    assert 'redis<8; extra == "redis"' in requires
    assert set(metadata.get_all("Provides-Extra")) >= {"demo", "docs", "nh3", "postgres", "redis", "testing"}
