"""Reputation opens a door: the gated page before and after the level is reached."""

PREVIEW = "/partners/fjordgrid/tidemark-6-preview/"


def test_closed_door_says_what_opens_it(visit):
    page = visit("prospect", watch=False)
    answer = page.goto(PREVIEW)
    assert answer.status == 403
    assert "Advocate" in page.locator("main").inner_text()
    assert "What is coming" not in page.locator(".cc-prose").all_inner_texts()


def test_signed_out_door_leads_through_sign_in(visit):
    page = visit(watch=False)
    page.goto(PREVIEW)
    page.locator("main").get_by_role("link", name="Sign in").click()
    page.get_by_label("Login").fill("advocate")
    page.get_by_label("Password", exact=True).fill("demo")
    page.get_by_label("Password", exact=True).press("Enter")
    page.wait_for_url(f"**{PREVIEW}")
    assert page.get_by_role("heading", level=1).inner_text().replace("\n", " ").startswith("What is coming")


def test_level_reached_by_an_accepted_answer_opens_the_page(visit, community):
    short = community.manage("shell", "-v0", "-c", SHORT_OF_LEVEL).split()[-1]
    helper, asker = visit(short, watch=False), visit("customer")
    assert helper.goto(PREVIEW).status == 403
    asker.goto("/community/")
    asker.get_by_label("What would you like to know?").fill("Which answer opens the door?")
    asker.get_by_label("Ask it in").select_option(label="Backup and restore")
    asker.get_by_role("button", name="Ask", exact=True).click()
    asker.get_by_label("Text").fill("The next one, perhaps.")
    asker.get_by_role("button", name="Publish").click()
    asker.wait_for_url("**/t/**")
    helper.goto(asker.url)
    helper.get_by_role("textbox", name="Your reply").fill("This one.")
    helper.get_by_role("button", name="Post reply").click()
    helper.locator("#post-2:not(.is-sending)").wait_for()
    asker.goto(asker.url)
    asker.locator("#post-2").get_by_role("button", name="Accept answer").click()
    asker.locator("#post-2[data-accepted]").wait_for()
    assert helper.goto(PREVIEW).status == 200
    helper.goto("/community/me/reputation/")
    assert "Which answer opens the door?" in helper.locator(".cc-ledger__row").first.inner_text()


#: Brings one member to one answer short of the second level, by the ordinary actions, and prints the account.
SHORT_OF_LEVEL = """
from django.contrib.auth import get_user_model
from channel_community.models import Board, Level, Member, Standing
from channel_community.discussions import actions
level = Level.objects.get(rank=2)
below = Standing.objects.filter(
    partner=None, total__lt=level.threshold - 15, member__is_demo=True, member__public_role=""
)
standing = below.exclude(member__handle__in=["customer", "prospect"]).order_by("-total").first()
member, asker = standing.member, Member.objects.get(user__username="customer")
board = Board.objects.get(title="Backup and restore")
while standing.total < level.threshold - 15:
    title = f"Warm-up at {standing.total}"
    thread = actions.thread_create(board=board, author=asker, title=title, body="How?", kind="question")
    answer = actions.post_create(thread=thread, author=member, body="Like this.")
    actions.answer_accept(post=answer, actor=asker)
    standing.refresh_from_db()
user = member.user
user.set_password("demo")
user.save()
print(user.get_username())
"""
