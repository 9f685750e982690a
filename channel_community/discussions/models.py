from django.contrib.auth.models import Group
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase, TagBase

from channel_community.discussions.enums import Access, HeldState, PostState, ReactionKind, ThreadKind

MEMBER = "channel_community.Member"


class Board(models.Model):
    """A place for threads, of one partner or (partner empty) of the whole network."""

    partner = models.ForeignKey(
        "channel_community.Partner", null=True, blank=True, on_delete=models.PROTECT, related_name="boards"
    )
    title = models.CharField(_("title"), max_length=80)
    slug = models.SlugField(_("slug"), max_length=80)
    description = models.CharField(_("description"), max_length=240, blank=True)
    access = models.CharField(_("who may read"), max_length=10, choices=Access.choices, default=Access.PUBLIC)
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("group")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_closed = models.BooleanField(_("closed to new threads"), default=False)
    thread_count = models.PositiveIntegerField(default=0, editable=False)
    post_count = models.PositiveIntegerField(default=0, editable=False)
    last_post_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        ordering = ["position", "title"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(access=Access.GROUP) | Q(group__isnull=False), name="cc_board_group_named"
            ),
        ]

    def __str__(self):
        return self.title


class ThreadTag(TagBase):
    """A word that threads are found by."""

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")


class TaggedThread(ItemBase):
    """A tag on a thread."""

    tag = models.ForeignKey(ThreadTag, on_delete=models.CASCADE, related_name="tagged_threads")
    content_object = models.ForeignKey("Thread", on_delete=models.CASCADE, related_name="tagged")


class Thread(models.Model):
    """A conversation. `sequence` rises by one with every visible change, under the row's lock.

    `last_number` is the highest post number given out (numbers are never reused); `reply_count` counts
    visible posts but the first. `about` names the page, webinar or other object the thread stands under;
    `about_title`, `about_url`, `excerpt` and `tag_names` are kept here so that a list needs no further query.
    """

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="threads")
    author = models.ForeignKey(MEMBER, on_delete=models.PROTECT, related_name="threads")
    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(max_length=80)
    kind = models.CharField(
        _("kind"), max_length=12, choices=ThreadKind.choices, default=ThreadKind.DISCUSSION
    )
    sequence = models.PositiveBigIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    reply_count = models.PositiveIntegerField(default=0)
    last_post_at = models.DateTimeField(default=timezone.now)
    last_author = models.ForeignKey(MEMBER, null=True, on_delete=models.PROTECT, related_name="+")
    accepted_post = models.OneToOneField(
        "Post", null=True, blank=True, on_delete=models.SET_NULL, related_name="accepted_in"
    )
    is_closed = models.BooleanField(_("closed"), default=False)
    is_pinned = models.BooleanField(_("pinned"), default=False)
    is_hidden = models.BooleanField(_("hidden"), default=False)
    about_type = models.ForeignKey(
        ContentType, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    about_id = models.PositiveBigIntegerField(null=True, blank=True)
    about = GenericForeignKey("about_type", "about_id")
    about_title = models.CharField(max_length=200, blank=True)
    about_url = models.CharField(max_length=500, blank=True)
    excerpt = models.CharField(max_length=240, blank=True)
    tag_names = models.JSONField(default=list, blank=True)
    client_key = models.CharField(max_length=64, null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    tags = TaggableManager(_("tags"), through=TaggedThread, blank=True)

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        constraints = [
            models.UniqueConstraint(fields=["author", "client_key"], name="cc_thread_client_key"),
            models.UniqueConstraint(fields=["about_type", "about_id"], name="cc_thread_about_once"),
        ]
        indexes = [
            models.Index(fields=["board", "-is_pinned", "-last_post_at", "-id"], name="cc_thread_board_list"),
            models.Index(fields=["-last_post_at", "-id"], name="cc_thread_recent"),
        ]

    def __str__(self):
        return self.title


class Post(models.Model):
    """A numbered contribution to a thread. `html` is rendered once, when `body` is written.

    `sequence` is the thread's sequence at its latest visible change. `reactions` caches the counts by kind;
    its owner is the Reaction table.
    """

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="posts")
    number = models.PositiveIntegerField()
    sequence = models.PositiveBigIntegerField()
    author = models.ForeignKey(MEMBER, on_delete=models.PROTECT, related_name="posts")
    body = models.TextField(_("text"))
    html = models.TextField()
    html_version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=PostState.choices, default=PostState.VISIBLE)
    reactions = models.JSONField(default=dict)
    client_key = models.CharField(max_length=64, null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="cc_post_number"),
            models.UniqueConstraint(fields=["author", "client_key"], name="cc_post_client_key"),
        ]
        indexes = [models.Index(fields=["thread", "sequence"], name="cc_post_sequence")]

    def __str__(self):
        return f"#{self.number} in thread {self.thread_id}"


class PostRevision(models.Model):
    """What a post said before an edit."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions")
    editor = models.ForeignKey(MEMBER, on_delete=models.PROTECT, related_name="+")
    body = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-created_at", "-id"]

    def __str__(self):
        return f"revision of post {self.post_id}"


class Reaction(models.Model):
    """One member's reaction of one kind to one post."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reaction_rows")
    member = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=ReactionKind.choices)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("reaction")
        verbose_name_plural = _("reactions")
        constraints = [
            models.UniqueConstraint(fields=["post", "member", "kind"], name="cc_reaction_once"),
        ]

    def __str__(self):
        return f"{self.kind} on post {self.post_id}"


class HeldPost(models.Model):
    """A prospect's text that waits for a moderator: a reply (thread set) or a new thread (board, title set).

    It has no number and no address until it is approved; then the ordinary action publishes it.
    """

    author = models.ForeignKey(MEMBER, on_delete=models.CASCADE, related_name="held_posts")
    thread = models.ForeignKey(
        Thread, null=True, blank=True, on_delete=models.CASCADE, related_name="held_posts"
    )
    board = models.ForeignKey(
        Board, null=True, blank=True, on_delete=models.CASCADE, related_name="held_posts"
    )
    title = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=12, choices=ThreadKind.choices, default=ThreadKind.DISCUSSION)
    tags = models.JSONField(default=list, blank=True)
    about = models.TextField(
        blank=True, help_text=_("Signed token of the object the new thread stands under.")
    )
    body = models.TextField()
    client_key = models.CharField(max_length=64, null=True, blank=True)
    state = models.CharField(max_length=10, choices=HeldState.choices, default=HeldState.WAITING)
    decided_by = models.ForeignKey(MEMBER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    post = models.OneToOneField(
        Post, null=True, blank=True, on_delete=models.SET_NULL, related_name="held_as"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("held post")
        verbose_name_plural = _("held posts")
        constraints = [
            models.UniqueConstraint(fields=["author", "client_key"], name="cc_held_client_key"),
            models.CheckConstraint(
                condition=Q(thread__isnull=False, board__isnull=True)
                | Q(thread__isnull=True, board__isnull=False),
                name="cc_held_reply_or_thread",
            ),
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="cc_held_queue")]

    def __str__(self):
        return f"held post {self.pk}"
