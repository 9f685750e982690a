from tests.processes import elsewhere  # noqa: F401 - a fixture
