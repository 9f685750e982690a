"""Choosers: an editor finds their own partner's things and the network's, whatever address they call."""

import pytest

from channel_community.setup_community import set_up
from tests.content.editors import world
from tests.factories import BoardFactory, MemberFactory, ThreadFactory, UserFactory, WebinarFactory

pytestmark = pytest.mark.django_db
KINDS = ("member", "board", "thread", "webinar")


@pytest.fixture
def ours(tree):
    set_up()
    return world(tree, "Ours")


@pytest.fixture
def theirs(tree, ours):
    return world(tree, "Theirs")


def things(kind, place):
    return place.customer if kind == "member" else getattr(place, kind)


def address(kind, tail=""):
    return f"/admin/community_{kind}_chooser/{tail}"


@pytest.mark.parametrize("kind", KINDS)
def test_an_editor_finds_their_own_and_nothing_of_other_partners(client, ours, theirs, kind):
    client.force_login(ours.editor.user)
    for tail in ("", "results/", "results/?q=s", "?multiple=1"):
        answer = client.get(address(kind, tail))
        assert answer.status_code == 200
        assert "Ours" in answer.content.decode()
        assert "Theirs" not in answer.content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_an_editor_gets_no_answer_about_things_of_other_partners(client, ours, theirs, kind):
    client.force_login(ours.editor.user)
    own, other = things(kind, ours), things(kind, theirs)
    assert client.get(address(kind, f"chosen/{own.pk}/")).status_code == 200
    assert client.get(address(kind, f"chosen/{other.pk}/")).status_code in {302, 403, 404}
    both = client.get(address(kind, "chosen-multiple/"), {"id": [own.pk, other.pk]}).content.decode()
    assert "Theirs" not in both


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("key", ["0", "no-number", "99999999999999999999999", "²"])
def test_a_key_of_nothing_is_no_error(admin_client, ours, kind, key):
    assert admin_client.get(address(kind, f"chosen/{key}/")).status_code == 404
    assert admin_client.get(address(kind, "chosen-multiple/"), {"id": key}).status_code == 200


def test_the_networks_own_can_be_chosen_when_everybody_reads_it(client, ours):
    board = BoardFactory(title="Network board")
    members_only = BoardFactory(title="Members board", access="members")
    ThreadFactory(board=board, title="Network thread")
    ThreadFactory(board=members_only, title="Members thread")
    WebinarFactory(title="Network webinar", state="scheduled")
    MemberFactory(name="Network person")
    client.force_login(ours.editor.user)
    for kind in KINDS:
        assert "Network" in client.get(address(kind)).content.decode()
        assert "Members " not in client.get(address(kind)).content.decode()


def test_the_brand_chooses_from_everything(client, ours, theirs):
    client.force_login(UserFactory(is_superuser=True))
    for kind in KINDS:
        page = client.get(address(kind)).content.decode()
        assert "Ours" in page
        assert "Theirs" in page


@pytest.mark.parametrize("kind", KINDS)
def test_the_list_has_pages_and_a_fixed_cost(client, ours, kind, django_assert_max_num_queries):
    make = {
        "member": lambda n: MemberFactory(name=f"Many {n}"),
        "board": lambda n: BoardFactory(title=f"Many {n}"),
        "thread": lambda n: ThreadFactory(title=f"Many {n}"),
        "webinar": lambda n: WebinarFactory(title=f"Many {n}", state="scheduled"),
    }[kind]
    for number in range(25):
        make(number)
    client.force_login(ours.editor.user)
    client.get(address(kind))
    with django_assert_max_num_queries(25):
        first = client.get(address(kind, "results/?q=Many")).content.decode()
    assert first.count("data-chooser-modal-choice") == 10
    assert "data-chooser-modal-choice" in client.get(address(kind, "results/?p=2&q=Many")).content.decode()


def test_nobody_makes_things_in_a_chooser(admin_client):
    for kind in KINDS:
        assert admin_client.get(address(kind, "create/")).status_code == 404
