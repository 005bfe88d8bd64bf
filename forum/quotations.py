"""What happens to a post reaches its quotations on library pages, in the same transaction.

The caller holds the lock of the post, and of the topic where that is what changed.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from cms.actions import crediting, quoting
from cms.models import Quotation
from forum.models import Category, Consent, Post, Promotion, Topic
from forum.querysets import ConsentQuerySet


def follow_post(post: Post, topic: Topic) -> None:
    """The post was hidden or came back: so do its quotations, with an opening post all of them."""
    consents = Consent.objects.of_topic(topic.pk) if post.opens_topic else None
    follow_readers(Consent.objects.of_posts([post.pk]) if consents is None else consents)
    if post.opens_topic:
        _tell_pages(topic)


def follow_edit(post: Post, *, no_earlier_text: bool) -> None:
    """The post has another text: editors are told to look at what was quoted of it.

    Where the earlier text may be seen by nobody any more, words that the new one does not have
    are erased at once.
    """
    quoting.source_changed(post.pk)
    if no_earlier_text:
        said = " ".join(post.body_text.split())
        for consent in Consent.objects.of_posts([post.pk]).still_open().for_page():
            if " ".join(consent.quotation.text.split()) not in said:
                take_back(consent)


def follow_topic(topic: Topic) -> None:
    """The topic has other readers, another title or other posts than before."""
    follow_readers(Consent.objects.of_topic(topic.pk))
    _tell_pages(topic)


@transaction.atomic
def follow_category(category: Category) -> None:
    """The category has other readers now: what not everybody may read is quoted nowhere."""
    follow_readers(Consent.objects.of_category(category.pk))
    quoting.reach(Promotion.objects.filter(topic__category=category).pages())


def follow_readers(consents: ConsentQuerySet) -> None:
    """Quotations are shown exactly while everybody may read the post they are from."""
    found = consents.by_publicness()
    if found[False]:
        quoting.source_hidden(found[False])
    if found[True]:
        quoting.source_shown(found[True])


def forget(post: Post) -> None:
    """The post is erased for good, and so is every word that was quoted of it."""
    consents = Consent.objects.of_posts([post.pk])
    known = list(consents.for_page())
    if known:
        for consent in known:
            take_name_back(consent)
        quoting.purge([post.pk])
        # One word was written to all authors of a page, and it may repeat what is erased.
        pages = [consent.quotation.page_id for consent in known]
        consents.update(note="")
        Consent.objects.filter(quotation__page__in=pages).update(note="")


def take_back(consent: Consent) -> None:
    """Its words and the name under them are gone from the page, whatever was answered."""
    take_name_back(consent)
    quoting.withdraw(consent.quotation)


def take_name_back(consent: Consent) -> None:
    """The page does not name the author for these words; for others of theirs it still may."""
    quotation = consent.quotation
    if consent.credit != Consent.Credit.NAME or quotation.page_id is None:
        return
    member = consent.post.author
    if member:
        named = Consent.objects.of_writer(member).filter(credit=Consent.Credit.NAME)
        others = named.still_open().filter(quotation__page=quotation.page_id)
        if others.exclude(pk=consent.pk).exists():
            return
    crediting.take_credit_back(quotation.page_id, member, name=quotation.credit)


def merge(source: Topic, target: Topic) -> None:
    """What was begun from `source` was begun from `target`, where its posts are now."""
    known = Promotion.objects.filter(topic=target).values("page")
    promotions = Promotion.objects.filter(topic=source)
    promotions.exclude(page__in=known).update(topic=target)
    promotions.delete()
    follow_topic(target)


def split(source: Topic, topic: Topic) -> None:
    """Pages that quote posts which went from `source` to `topic` grew out of both."""
    moved = Consent.objects.of_topic(topic.pk).values("quotation__page")
    Promotion.objects.bulk_create(
        Promotion(topic=topic, page_id=one.page_id, by_id=one.by_id, made_at=one.made_at)
        for one in Promotion.objects.filter(topic=source, page__in=moved)
    )
    follow_topic(topic)


def settle_left_behind() -> int:
    """Take back what nobody stands for any more; returns how many quotations.

    Words of members whose account is gone or closed, and words whose page or post was deleted.
    Run twice, it changes nothing more.
    """
    with transaction.atomic():
        count = quoting.sweep(without_source())
    posts = sorted(set(Consent.objects.left_behind().values_list("post", flat=True)))
    return count + sum(_settle_post(number) for number in posts)


@transaction.atomic
def _settle_post(number: int) -> int:
    """One post in a transaction of its own, so that its lock is the first one taken."""
    post = Post.objects.select_related("author", "peer__person").locked(number)
    left = list(Consent.objects.left_behind().of_posts([post.pk]).for_page())
    for consent in left:
        take_back(consent)
        consent.answer, consent.credit = Consent.Answer.DECLINED, ""
        consent.answered_at = timezone.now()
        consent.save(update_fields=["answer", "credit", "answered_at"])
    return len(left)


def without_source() -> list[int]:
    """The numbers of quotations whose post is no row any more."""
    posts = Post.objects.filter(pk=OuterRef("source"))
    return list(Quotation.objects.filter(~Exists(posts)).values_list("pk", flat=True))


def _tell_pages(topic: Topic) -> None:
    """Pages that name the topic name it as it is now."""
    quoting.reach(Promotion.objects.filter(topic=topic).pages())
