from django.db import migrations, models

from forum.indexes import AddIndexBesideWriters


class Migration(migrations.Migration):

    # An index is not built beside writers inside a transaction.
    atomic = False

    dependencies = [
        ('forum', '0005_moderated_posts'),
    ]

    operations = [
        AddIndexBesideWriters(
            model_name='post',
            index=models.Index(condition=models.Q(('peer__isnull', False)), fields=['peer', 'id'], name='post_of_peer'),
        ),
        AddIndexBesideWriters(
            model_name='post',
            index=models.Index(condition=models.Q(('open_reports__gt', 0)), fields=['open_reports', 'id'], name='post_reported'),
        ),
        AddIndexBesideWriters(
            model_name='topic',
            index=models.Index(condition=models.Q(('is_public', True)), fields=['-is_pinned', '-last_activity_at', '-id'], name='topic_pinned'),
        ),
        AddIndexBesideWriters(
            model_name='topic',
            index=models.Index(condition=models.Q(('is_public', True)), fields=['category', '-is_pinned', '-last_activity_at', '-id'], name='topic_pinned_in_category'),
        ),
    ]
