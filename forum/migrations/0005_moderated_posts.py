import django.db.models.deletion
import django.utils.timezone
import forum.models.receipt
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('forum', '0004_indexes_of_posts_and_topics'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='GuestFollow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(default=forum.models.receipt.new_token, max_length=64, unique=True)),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('stopped_at', models.DateTimeField(blank=True, null=True)),
                ('told_until', models.PositiveBigIntegerField(default=0)),
                ('told_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Peer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('label', models.CharField(max_length=60)),
                ('is_verified', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_author', models.BooleanField()),
                ('text', models.TextField(max_length=2000)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.AddField(
            model_name='category',
            name='allows_anonymous',
            field=models.BooleanField(db_default=False, default=False, verbose_name='members may post anonymously to peers'),
        ),
        migrations.AddField(
            model_name='category',
            name='holds_all',
            field=models.BooleanField(db_default=False, default=False, verbose_name='every post waits for a moderator'),
        ),
        migrations.AddField(
            model_name='category',
            name='moderators',
            field=models.ManyToManyField(blank=True, related_name='moderated_categories', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='move',
            name='marks',
            field=models.JSONField(blank=True, db_default=[], default=list),
        ),
        migrations.AddField(
            model_name='pendingedit',
            name='hold_reasons',
            field=models.JSONField(blank=True, db_default=[], default=list, editable=False),
        ),
        migrations.AddField(
            model_name='pendingedit',
            name='screening',
            field=models.JSONField(blank=True, db_default={}, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name='post',
            name='appealed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='post',
            name='claimed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='post',
            name='is_urgent',
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            model_name='post',
            name='open_reports',
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            model_name='post',
            name='peer_label',
            field=models.CharField(blank=True, db_default='', default='', editable=False, max_length=60),
        ),
        migrations.AddField(
            model_name='post',
            name='screening',
            field=models.JSONField(blank=True, db_default={}, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name='topic',
            name='events',
            field=models.JSONField(blank=True, db_default=[], default=list, editable=False),
        ),
        migrations.AddField(
            model_name='topic',
            name='merged_into',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='merged_from', to='forum.topic'),
        ),
        migrations.AddField(
            model_name='topic',
            name='newer_page',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.WAGTAIL_PAGE_MODEL),
        ),
        migrations.AddField(
            model_name='topic',
            name='peer_label',
            field=models.CharField(blank=True, db_default='', default='', editable=False, max_length=60),
        ),
        migrations.AddField(
            model_name='topic',
            name='slow_mode',
            field=models.PositiveIntegerField(db_default=0, default=0, verbose_name='slow mode, in seconds'),
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.CheckConstraint(condition=models.Q(('peer_label', ''), models.Q(('author', None), ('guest_name', '')), _connector='OR'), name='anonymous_topic_names_nobody'),
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', None), ('is_public', False), _connector='OR'), name='merged_topic_is_not_public'),
        ),
        migrations.AddField(
            model_name='guestfollow',
            name='receipt',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='follow', to='forum.receipt'),
        ),
        migrations.AddField(
            model_name='guestfollow',
            name='topic',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guest_followers', to='forum.topic'),
        ),
        migrations.AddField(
            model_name='peer',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='peers', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='peer',
            name='topic',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='peers', to='forum.topic'),
        ),
        migrations.AddField(
            model_name='post',
            name='peer',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='posts', to='forum.peer'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('peer', None), ('peer_label', '')), models.Q(models.Q(('peer_label', ''), _negated=True), ('author', None), ('guest_name', '')), _connector='OR'), name='anonymous_post_names_nobody'),
        ),
        migrations.AddField(
            model_name='remark',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='remark',
            name='post',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='forum.post'),
        ),
        migrations.AddIndex(
            model_name='guestfollow',
            index=models.Index(condition=models.Q(('stopped_at', None)), fields=['topic'], name='guest_follow_on'),
        ),
        migrations.AddConstraint(
            model_name='peer',
            constraint=models.UniqueConstraint(fields=('topic', 'person'), name='one_label_per_topic'),
        ),
        migrations.AddConstraint(
            model_name='peer',
            constraint=models.UniqueConstraint(fields=('topic', 'number'), name='a_label_is_given_once'),
        ),
        migrations.AddIndex(
            model_name='remark',
            index=models.Index(fields=['post', 'id'], name='remark_of_post'),
        ),
    ]
