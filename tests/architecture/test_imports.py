"""The import order of the design, as import-linter contracts."""

import os
from pathlib import Path

import pytest
from importlinter import cli

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def in_root(monkeypatch):
    monkeypatch.chdir(ROOT)


def test_every_contract_is_kept(in_root, capsys):
    verdict = cli.lint_imports(no_cache=True)
    assert verdict == os.EX_OK, capsys.readouterr().out
