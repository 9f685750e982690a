"""House rules that no linter knows: small files, actions without requests, one table of permissions."""

import ast
from pathlib import Path

import pytest

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "channel_community"
SHARED_TABLE = ROOT.parent / "shared" / "permissions.csv"
MAX_LINES = 400
SOURCES = [
    path
    for folder in ("channel_community", "demo_site", "tests", "benchmarks", "docs")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts and "_build" not in path.parts
]
ACTIONS = sorted([*PACKAGE.rglob("actions.py"), *PACKAGE.rglob("actions/*.py")])


def name(path):
    return str(path.relative_to(ROOT))


def public_functions(path):
    """The functions that others call: of a package of actions, those that its __init__ hands on."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    exported = exports(path.parent / "__init__.py") if path.parent.name == "actions" else None
    return [
        node
        for node in tree.body
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and not node.name.startswith("_")
        if exported is None or node.name in exported
    ]


def exports(init):
    tree = ast.parse(init.read_text(encoding="utf-8"))
    return {alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names}


def test_files_stay_small_enough_to_read():
    long = {
        name(path): count for path in SOURCES if (count := len(path.read_text().splitlines())) > MAX_LINES
    }
    assert long == {}


def test_there_is_no_drawer_for_odds_and_ends():
    assert [name(path) for path in SOURCES if path.name in {"utils.py", "helpers.py", "misc.py"}] == []


@pytest.mark.parametrize("path", ACTIONS, ids=name)
def test_actions_are_called_by_name(path):
    positional = [
        f.name for f in public_functions(path) if f.args.args or f.args.posonlyargs or f.args.vararg
    ]
    assert positional == []


@pytest.mark.parametrize("path", ACTIONS, ids=name)
def test_actions_never_see_a_request(path):
    takers = [f.name for f in public_functions(path) if "request" in {arg.arg for arg in f.args.kwonlyargs}]
    imports = {
        node.module
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module
    }
    assert takers == []
    assert imports & {"django.http", "django.shortcuts", "django.views"} == set()


def test_the_permission_table_is_the_designs():
    if not SHARED_TABLE.exists():
        pytest.skip("the design's own table does not lie beside this checkout")
    assert (PACKAGE / "permissions.csv").read_bytes() == SHARED_TABLE.read_bytes()
