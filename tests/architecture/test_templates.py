"""Templates keep to the strict content security policy and to the element partials."""

import pytest

from tests.architecture.templates import TEMPLATES, problems

pytestmark = pytest.mark.once


def test_templates_have_no_inline_script_style_or_handler():
    assert TEMPLATES
    assert [line for path in TEMPLATES for line in problems(path)] == []
