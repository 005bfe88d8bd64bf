from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_name_words'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='moderates_all',
            field=models.BooleanField(db_default=True, default=True, verbose_name='moderates every category'),
        ),
        migrations.AddField(
            model_name='user',
            name='must_acknowledge',
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            model_name='user',
            name='probation_until',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='user',
            name='suspended_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='user',
            name='suspended_until',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
