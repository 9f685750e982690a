"""Templates keep to the strict content security policy and to the element partials."""

from tests.architecture.templates import TEMPLATES, problems


def test_templates_have_no_inline_script_style_or_handler():
    assert TEMPLATES
    assert [line for path in TEMPLATES for line in problems(path)] == []
