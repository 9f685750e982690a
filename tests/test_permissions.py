"""The permission table: every row for every role, by the one function that reads it and over HTTP."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from channel_community import ratelimit
from channel_community.discussions import actions
from channel_community.members.enums import MANAGERS_GROUP
from channel_community.members.viewer import viewer_for_member
from channel_community.permissions import Answer, Relation, Role, capability, decide, table
from channel_community.reputation.levels import ensure_default_levels
from tests.discussions.build import JSON, customer, new_url, open_thread, reply, reply_url, thread_url, url
from tests.factories import BoardFactory, MemberFactory, MembershipFactory, PartnerFactory, WebinarFactory

YES, NO, QUEUE, REASON = Answer.ALLOWED, Answer.REFUSED, Answer.QUEUED, Answer.REASON
OWN, PARTNER = Relation(own=True), Relation(own_partner=True)
GATE, SCOPE = Relation(gate_met=True), Relation(in_scope=True)
NONE, ALL = Relation(), Relation(own=True, own_partner=True, gate_met=True, in_scope=True)
EVERYWHERE = (NONE, OWN, PARTNER, GATE, SCOPE, ALL)

#: What each way of writing a cell means: the answer, and the relations it takes.
CELLS = {
    "-": (NO, ()),
    "token": (NO, ()),
    **dict.fromkeys(("Y", "2 and 1", "5/day", "1/day", "raw", "raw, no name"), (YES, EVERYWHERE)),
    **dict.fromkeys(("O", "O host"), (YES, (OWN, ALL))),
    **dict.fromkeys(
        ("P", "P own space", "P host", "P agg", "P own page", "P own partner"), (YES, (PARTNER, ALL))
    ),
    "G": (YES, (GATE, ALL)),
    **dict.fromkeys(("S", "S own acts"), (YES, (SCOPE, ALL))),
    **dict.fromkeys(("Q", "Q first 2", "Q or P by setting", "propose"), (QUEUE, EVERYWHERE)),
    **dict.fromkeys(("Y R", "R", "R re-auth", "R <= 100/day"), (REASON, EVERYWHERE)),
    **dict.fromkeys(("S R", "S <= 30 days R"), (REASON, (SCOPE, ALL))),
}
ROWS = sorted(table())
ROLES = [role.value for role in Role]
SIGNED_IN = [role for role in ROLES if role != "anonymous"]


def test_the_tests_know_every_way_a_cell_is_written():
    assert {cell for row in table().values() for cell in row.values()} == set(CELLS)
    assert {role for row in table().values() for role in row} == set(ROLES)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("row", ROWS)
def test_every_cell(row, role):
    answer, relations = CELLS[table()[row][role]]
    for relation in EVERYWHERE:
        never = row.endswith("*") and relation.own
        expected = answer if relation in relations and not never else NO
        assert decide(row, [role], relation) is expected, relation


@pytest.mark.parametrize("row", ROWS)
def test_several_roles_are_their_union(row):
    strength = [NO, QUEUE, REASON, YES].index
    for first in ROLES:
        for second in ROLES:
            answers = [decide(row, [role], ALL) for role in (first, second)]
            assert decide(row, [first, second], ALL) is max(answers, key=strength)


def test_what_is_not_listed_is_refused():
    assert decide("Print money", ROLES, ALL) is NO
    assert decide(capability("Reply"), [], ALL) is NO
    with pytest.raises(KeyError):
        capability("Print money")
    with pytest.raises(KeyError):
        capability("See")


def test_an_administrator_is_one_only_where_they_were_appointed():
    row = capability("Cancel or edit others' webinar")
    assert decide(row, ["partner_editor", "partner_admin"], PARTNER) is YES
    elsewhere = Relation(own_partner=True, administered=False)
    assert decide(row, ["partner_editor", "partner_admin"], elsewhere) is NO


# Over HTTP


class World:
    """Two partners, and one viewer per column who belongs to the first ("inside") and not to the second."""

    def __init__(self):
        ratelimit.reset()
        self.partners = {"inside": PartnerFactory(), "outside": PartnerFactory()}
        self.groups = {where: Group.objects.create(name=f"gate {where}") for where in self.partners}
        self.levels = ensure_default_levels()

    def viewer(self, role):
        """A member of the column, or None."""
        if role == "anonymous":
            return None
        member = MemberFactory(handle=role.replace("_", "-"))
        here = {"member": member, "partner": self.partners["inside"]}
        if role.startswith("advocate") or role == "customer":
            MembershipFactory(**here, role="customer")
        if role.startswith("advocate"):
            member.user.groups.add(self.levels[int(role[-1]) - 1].group)
        if role in {"partner_editor", "partner_admin"}:
            MembershipFactory(**here, role=role.removeprefix("partner_"))
        if role == "moderator":
            MembershipFactory(**here, role="moderator")
        if role == "channel_manager":
            member.user.groups.add(Group.objects.get_or_create(name=MANAGERS_GROUP)[0])
        if role == "superuser":
            member.user.is_superuser = True
            member.user.save()
        member.user.groups.add(self.groups["inside"])
        return member

    def board(self, where, access="public"):
        group = self.groups[where] if access == "group" else None
        return BoardFactory(partner=self.partners[where], access=access, group=group)

    def thread(self, where, access="public", **more):
        return open_thread(board=self.board(where, access), **more)


@pytest.fixture
def world(db):
    return World()


def browser(member):
    client = Client()
    if member is not None:
        client.force_login(member.user)
    return client


def outcome(response):
    """What an answer means in the words of the table."""
    refused = {401: NO, 403: NO, 404: NO, 302: NO}
    if response.status_code == 400 and response.json()["code"] == "reason_needed":
        return REASON
    return {200: YES, 201: YES, 202: QUEUE, **refused}[response.status_code]


def read(access):
    def probe(client, world, where, member):
        return client.get(thread_url(world.thread(where, access)), **JSON)

    return probe


def open_one(client, world, where, member):
    form = {"title": "A good title", "body": "A text."}
    return client.post(new_url(world.board(where)), form, **JSON)


def reply_to_one(client, world, where, member):
    return client.post(reply_url(world.thread(where)), {"body": "A text."}, **JSON)


def post_of(world, where, member):
    """A post of the viewer's own, or ("outside") of somebody else, on the second partner's board."""
    author = member if where == "inside" else None
    return reply(world.thread("outside"), author)


def edit_own(client, world, where, member):
    return client.post(url("post_edit", post_of(world, where, member).pk), {"body": "New."}, **JSON)


def delete_own(client, world, where, member):
    return client.post(url("post_delete", post_of(world, where, member).pk), **JSON)


def edit_others(client, world, where, member):
    return client.post(url("post_edit", reply(world.thread(where)).pk), {"body": "New."}, **JSON)


def delete_others(client, world, where, member):
    return client.post(url("post_delete", reply(world.thread(where)).pk), **JSON)


def react(client, world, where, member):
    return client.post(url("post_react", reply(world.thread(where)).pk), {"kind": "helped"}, **JSON)


def accept(client, world, where, member):
    asker = member if where == "inside" else customer()
    return client.post(url("post_accept", reply(world.thread("outside", author=asker)).pk), **JSON)


def decide_in_queue(client, world, where, member):
    held = actions.post_hold(author=MemberFactory(), thread=world.thread(where), body="Hello.")
    response = client.post(url("moderation_decide", held.pk), {"decision": "approve"})
    held.refresh_from_db()
    if held.state == "approved":  # the page leads back to the queue
        assert response["Location"] == url("moderation")
        response.status_code = 200
    return response


def take_a_seat(client, world, where, member):
    webinar = WebinarFactory(partner=world.partners[where])
    taken = client.post(f"/community/webinars/{webinar.pk}/{webinar.slug}/register/", **JSON)
    given = client.post(f"/community/webinars/{webinar.pk}/{webinar.slug}/cancel/", **JSON)
    assert taken.status_code == given.status_code
    return taken


def see_points(client, world, where, member):
    return client.get(url("member", customer().handle))


def see_own_ledger(client, world, where, member):
    return client.get(url("my_reputation"))


#: Row, probe, and whether the cell says something about the "outside" too ("O" rows: about others' things).
PROBES = [
    ("Read public threads", read("public"), True),
    ("Read customer threads", read("customers"), "customer boards are a partner's own"),
    ("Read gated area", read("group"), True),
    ("Read partner's private space", read("staff"), True),
    ("Open thread", open_one, True),
    ("Reply", reply_to_one, True),
    ("Edit own post", edit_own, False),
    ("Delete own post", delete_own, False),
    ("Edit, hide or restore", edit_others, True),
    ("Edit, hide or restore", delete_others, True),
    ("React, mark", react, True),
    ("Accept an answer", accept, True),
    ("Moderation queue", decide_in_queue, True),
    ("Register, cancel own seat", take_a_seat, True),
    ("See points of others", see_points, True),
    ("See own ledger", see_own_ledger, False),
]
INSIDE = {"O": YES, "P": YES, "P own space": YES, "S": YES, "G": YES, "S R": REASON, "Y R": REASON, "Y": YES}
OUTSIDE = {**dict.fromkeys(INSIDE, NO), "Y R": REASON, "Y": YES}


def expected(cell, where):
    answer = {"-": NO, "Q": QUEUE, "Q first 2": QUEUE}.get(cell)
    return answer or (INSIDE if where == "inside" else OUTSIDE)[cell]


def cases():
    for prefix, probe, outside in PROBES:
        for role in ROLES:
            if not (role == "anonymous" and outside is False and prefix != "See own ledger"):
                yield prefix, probe, role, "inside"
            if outside is True:
                yield prefix, probe, role, "outside"


def _id(value):
    return getattr(value, "__name__", str(value)).replace(" ", "_")


@pytest.mark.django_db
@pytest.mark.parametrize(("row", "probe", "role", "where"), list(cases()), ids=_id)
def test_every_row_over_http(world, row, probe, role, where):
    member = world.viewer(role)
    response = probe(browser(member), world, where, member)
    cell = table()[capability(row)][role]
    wanted = expected(cell, where)
    if row == "Accept an answer" and cell == "Y R" and where == "inside":
        wanted = YES  # on one's own question nobody is asked why
    assert outcome(response) is wanted, response.content[:200]
    if wanted is NO and member is not None:
        hidden = row.startswith(("Read", "Moderation"))
        assert response.status_code == (404 if hidden else 403)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_boards_for_all_customers_of_the_network(world, role):
    cell = table()[capability("Read customer threads")][role]
    thread = open_thread(board=BoardFactory(access="customers"))
    response = browser(world.viewer(role)).get(thread_url(thread))
    # A moderator of one partner has no scope on the network's own boards; partner staff read them.
    assert response.status_code == (200 if cell in {"Y", "P"} else 404)


@pytest.mark.django_db
@pytest.mark.parametrize("role", SIGNED_IN)
def test_reacting_is_never_for_ones_own_post(world, role):
    member = world.viewer(role)
    own = reply(world.thread("inside"), member)
    assert browser(member).post(url("post_react", own.pk), {"kind": "helped"}, **JSON).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_who_accepts_for_others(world, role):
    answer = reply(world.thread("inside"))
    client = browser(world.viewer(role))
    assert client.post(url("post_accept", answer.pk), **JSON).status_code != 200  # never without a word
    response = client.post(url("post_accept", answer.pk), {"reason": "The asker left"}, **JSON)
    cell = table()[capability("Accept an answer")][role]
    assert (response.status_code == 200) == (cell == "Y R")


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_with_a_reason_moderation_goes_through(world, role):
    post = reply(world.thread("inside"))
    form = {"body": "Civil.", "reason": "An insult"}
    response = browser(world.viewer(role)).post(url("post_edit", post.pk), form, **JSON)
    cell = table()[capability("Edit, hide or restore")][role]
    assert (response.status_code == 200) == (cell in {"S R", "Y R"})


@pytest.mark.django_db
@pytest.mark.parametrize("role", SIGNED_IN)
@pytest.mark.parametrize(
    ("row", "probe"), [(row, probe) for row, probe, outside in PROBES if outside is True], ids=_id
)
def test_a_suspended_member_has_the_column_of_strangers(world, row, probe, role):
    member = world.viewer(role)
    member.suspended_until = timezone.now() + timezone.timedelta(days=1)
    member.save()
    member.user.refresh_from_db()
    response = probe(browser(member), world, "inside", member)
    assert outcome(response) is expected(table()[capability(row)]["anonymous"], "inside")


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_each_viewer_has_the_roles_of_their_column(world, role):
    member = world.viewer(role)
    roles = viewer_for_member(member).roles if member else {Role.ANONYMOUS}
    assert Role(role) in roles
    assert roles <= {
        Role(role),
        *([Role.CUSTOMER] if role.startswith("advocate") else []),
        *([Role.ADVOCATE_1, Role.ADVOCATE_2] if role == "advocate_3" else []),
        *([Role.ADVOCATE_1] if role == "advocate_2" else []),
        *([Role.PARTNER_EDITOR] if role == "partner_admin" else []),
        *([Role.CHANNEL_MANAGER] if role == "superuser" else []),
    }
