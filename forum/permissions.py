"""May they? Each answer is yes or no; views turn no into 403, templates hide the button."""

from django.conf import settings

from accounts.models import User
from accounts.models.user import Reader
from forum.models import Category, PendingEdit, Post, Topic
from forum.querysets import moderates_everything


def may_write(reader: Reader) -> bool:
    """Whether `reader` may write, react and report at all; a sanction stands in the way of it."""
    return not reader.is_authenticated or reader.may_write


def can_start_topic(reader: Reader, category: Category) -> bool:
    """Whether `reader`, who may read `category`, may start a topic there."""
    if not reader.is_authenticated:
        return category.guest_policy == "topic" and category.posting == "members"
    if not reader.may_write:
        return False
    return category.posting == "members" or reader.is_moderator or reader.is_editor


def can_reply(reader: Reader, topic: Topic) -> bool:
    """Whether `reader`, who may read `topic`, may reply; a closed topic is for moderators."""
    if not topic.is_public:
        return False
    if not reader.is_authenticated:
        return not topic.is_locked and topic.category.guest_policy != "none"
    return reader.may_write and (not topic.is_locked or moderates(reader, topic.category))


def can_moderate(reader: Reader) -> bool:
    return reader.is_authenticated and reader.is_moderator and not reader.is_suspended


def moderates(reader: Reader, category: Category) -> bool:
    """Whether `reader` is a moderator of `category`; see `User.moderates_all`.

    One query for a moderator of some categories, kept with the person for the request, and none
    for everybody else.
    """
    if not can_moderate(reader) or moderates_everything(reader):
        return can_moderate(reader)
    theirs = vars(reader).get("_moderated")
    if theirs is None:
        theirs = set(Category.objects.moderated_by(reader).values_list("pk", flat=True))
        vars(reader)["_moderated"] = theirs
    return category.pk in theirs


def moderates_post(reader: Reader, post: Post) -> bool:
    """Whether `post` is in a category of `reader`; asks for its topic only where that matters."""
    if not can_moderate(reader):
        return False
    return moderates_everything(reader) or moderates(reader, post.topic.category)


def can_revise(reader: Reader, post: Post) -> bool:
    """Whether `reader` may send a new version of their own post that waits or was returned."""
    return may_write(reader) and can_withdraw(reader, post)


def can_withdraw(reader: Reader, post: Post) -> bool:
    """Whether `reader` may take back their own post that waits or was returned."""
    return post.is_by(reader) and post.may_be_resubmitted


def can_edit(reader: Reader, post: Post) -> bool:
    """Whether `reader` may change a published text: its author in time, a moderator always."""
    if not (reader.is_authenticated and reader.may_write and post.is_published):
        return False
    if post.opens_topic and post.topic.page_id:  # says what its library page says
        return False
    if moderates_post(reader, post):
        return True
    return post.is_by(reader) and not edits_are_over(post)


def edits_are_over(post: Post) -> bool:
    """Whether the author's time for edits has passed and none is taken afterwards."""
    return settings.EDIT_AFTER_WINDOW == "refuse" and post.edit_window_is_over


def guest_can_edit(post: Post) -> bool:
    """Whether the guest who holds the receipt may send a new text of a published post."""
    return post.is_by_guest and post.is_published and post.topic.is_public


def can_react(reader: Reader, post: Post) -> bool:
    """Whether `reader`, who sees `post`, may react to it; a closed topic still takes reactions."""
    return reader.is_authenticated and reader.may_write and not post.is_by(reader)


def can_report(reader: Reader, post: Post) -> bool:
    """Whether `reader`, who sees `post`, may ask moderators to look at it.

    Visitors may. Nobody reports their own post, and who moderates it decides at once.
    """
    return may_write(reader) and not (post.is_by(reader) or can_decide(reader, post))


def can_accept(reader: Reader, post: Post, topic: Topic | None = None) -> bool:
    """Whether `reader` may say that the reply `post` answers its question or case.

    Its author may choose any reply, their own included; a moderator any but their own. `topic`
    is the post's, where the caller has it at hand.
    """
    if not (reader.is_authenticated and reader.may_write) or post.opens_topic:
        return False
    topic = topic or post.topic
    if topic.kind not in (Topic.Kind.QUESTION, Topic.Kind.CASE):
        return False
    return topic.is_by(reader) or can_decide(reader, post)


def can_recommend(reader: Reader, post: Post) -> bool:
    """Whether `reader` may put the reply `post` among the recommended ones of its topic."""
    return can_decide(reader, post) and not post.opens_topic


def can_decide(reader: Reader, post: Post) -> bool:
    """Nobody decides on what they wrote themselves, nor on an appeal from their own refusal."""
    if not reader.is_authenticated or not moderates_post(reader, post) or post.is_by(reader):
        return False
    return not (post.is_appealed and refused_before_appeal(reader, post))


def refused_before_appeal(reader: User, post: Post) -> bool:
    """Whether an appeal on `post` was one from a refusal of `reader`'s."""
    if post.appealed_at is None:
        return False
    return post.moves.declined_by(reader, until=post.appealed_at)


def can_appeal(reader: Reader, post: Post) -> bool:
    """Whether `reader` may ask for another moderator; open to members under a sanction as well."""
    return post.is_by(reader) and post.may_be_appealed


def can_decide_edit(reader: Reader, edit: PendingEdit) -> bool:
    """Nobody decides on an edit of their own, or of their own post."""
    return can_decide(reader, edit.post) and edit.author_id != reader.pk


def can_promote(reader: Reader, topic: Topic) -> bool:
    """Whether `reader`, who sees `topic`, may begin a page of the library from it.

    Editors and administrators; only of what everybody may read already.
    """
    return can_edit_library(reader) and topic.is_public and topic.category.visibility == "public"


def can_edit_library(reader: Reader) -> bool:
    """Whether `reader` looks after quotations on library pages: editors and administrators."""
    return reader.is_authenticated and reader.is_editor and reader.may_write


def can_be_quoted(post: Post) -> bool:
    """Whether there is somebody to ask for the words of `post`, which everybody may read."""
    if not post.is_published:
        return False
    return post.is_by_guest or (post.writer is not None and post.writer.is_active)
