from django.db import migrations, models

from forum.indexes import AddIndexBesideWriters


class Migration(migrations.Migration):

    # An index is not built beside writers inside a transaction.
    atomic = False

    dependencies = [
        ('forum', '0003_old_posts_announced'),
    ]

    operations = [
        AddIndexBesideWriters(
            model_name='post',
            index=models.Index(condition=models.Q(('announced_at', None), ('state', 'published')), fields=['published_at'], name='post_to_announce'),
        ),
        AddIndexBesideWriters(
            model_name='post',
            index=models.Index(condition=models.Q(('state', 'published')), fields=['-published_at', '-id'], name='post_latest'),
        ),
        AddIndexBesideWriters(
            model_name='topic',
            index=models.Index(condition=models.Q(('is_public', True)), fields=['-helpful_count', '-id'], name='topic_top'),
        ),
        AddIndexBesideWriters(
            model_name='topic',
            index=models.Index(condition=models.Q(('is_public', True)), fields=['category', '-helpful_count', '-id'], name='topic_top_in_category'),
        ),
        AddIndexBesideWriters(
            model_name='topic',
            index=models.Index(condition=models.Q(('is_public', True), ('reply_count', 0)), fields=['-last_activity_at', '-id'], name='topic_unanswered'),
        ),
        AddIndexBesideWriters(
            model_name='post',
            index=models.Index(condition=models.Q(('accepted_by__isnull', False)), fields=['accepted_by'], name='post_accepted_by'),
        ),
        AddIndexBesideWriters(
            model_name='postversion',
            index=models.Index(condition=models.Q(('replaced_by__isnull', False)), fields=['replaced_by'], name='version_replaced_by'),
        ),
    ]
