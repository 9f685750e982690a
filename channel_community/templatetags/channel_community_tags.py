"""Tags for the site's own templates.

``{% load channel_community_tags %}{% community_thread page %}`` puts the thread about `page` where it stands.
"""

from __future__ import annotations

from django import template

from channel_community.home.embed import embed_context

register = template.Library()


@register.inclusion_tag("channel_community/discussions/_thread_embed.html", takes_context=True)
def community_thread(context, subject, board=None):
    """The live thread about `subject` (a page, a webinar, any model instance), or the form that starts it.

    `board` says where a new thread belongs; without it, the first board of the subject's partner, else of the
    network.
    """
    return embed_context(context, subject, board)
