from django.urls import path

from channel_community.discussions.views import boards, card, moderation, order, posts, threads

urlpatterns = [
    path("b/<int:pk>/<slug:slug>/", boards.board, name="board"),
    path("b/<int:pk>/<slug:slug>/new/", boards.thread_new, name="thread_new"),
    path("card/thread/<int:pk>.png", card.thread_card, name="thread_card"),
    path("t/<int:pk>/changes/", threads.thread_changes, name="thread_changes"),
    path("t/<int:pk>/reply/", threads.thread_reply, name="thread_reply"),
    path("t/<int:pk>/close/", order.thread_close, name="thread_close"),
    path("t/<int:pk>/pin/", order.thread_pin, name="thread_pin"),
    path("t/<int:pk>/<slug:slug>/", threads.thread, name="thread"),
    path("t/<int:pk>/<slug:slug>/<int:number>/", threads.thread_at, name="thread_at"),
    path("posts/<int:pk>/", posts.post, name="post"),
    path("posts/<int:pk>/edit/", posts.post_edit, name="post_edit"),
    path("posts/<int:pk>/delete/", posts.post_delete, name="post_delete"),
    path("posts/<int:pk>/react/", posts.post_react, name="post_react"),
    path("posts/<int:pk>/accept/", posts.post_accept, name="post_accept"),
    path("moderation/", moderation.queue, name="moderation"),
    path("moderation/<int:pk>/", moderation.decide, name="moderation_decide"),
]
