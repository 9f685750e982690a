"""One build of the wheel and the source archive, shared by every packaging test."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def tracked(root):
    """Files that are or will be under version control; every file where git is not at hand."""
    git = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(git, cwd=root, capture_output=True, text=True, check=False)
    if listing.returncode == 0 and listing.stdout:
        return [path for path in listing.stdout.split("\0") if path and (root / path).exists()]
    return [str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()]


@pytest.fixture(scope="session")
def checkout(root, tracked, tmp_path_factory):
    """A clean copy of the sources, so that a build finds no leftovers."""
    copy = tmp_path_factory.mktemp("checkout")
    for path in tracked:
        target = copy / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if (root / path).is_symlink():
            target.symlink_to((root / path).readlink())
        else:
            shutil.copy2(root / path, target)
    return copy


@pytest.fixture(scope="session")
def dist(checkout, tmp_path_factory):
    """The folder with the wheel (made from the source archive) and the source archive."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(checkout)]
    result = subprocess.run(build, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    return folder


@pytest.fixture(scope="session")
def wheel(dist):
    [path] = dist.glob("*.whl")
    return path


@pytest.fixture(scope="session")
def sdist(dist):
    [path] = dist.glob("*.tar.gz")
    return path
