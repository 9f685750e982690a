import pytest


@pytest.fixture(params=["bleach", "nh3"])
def sanitizer(request, settings):
    """Both sanitisers, one after the other."""
    if request.param == "nh3":
        pytest.importorskip("nh3", reason="nh3 is an optional dependency and is not installed")
    settings.CHANNEL_COMMUNITY = {"SANITIZER": request.param}
    return request.param
