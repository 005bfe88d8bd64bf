from django.db import migrations, models

AT_ONCE = 2_000  # posts in one statement


def consider_announced(apps, schema_editor):
    """Posts from before the notices have been read long ago; nobody is told of them now.

    Some at a time, each in a transaction of its own, so that nobody who writes waits for long.
    Run again, it goes on where it was.
    """
    posts = apps.get_model("forum", "Post").objects.using(schema_editor.connection.alias)
    unnoted = posts.filter(announced_at=None, published_at__isnull=False).order_by("pk")
    last = 0
    while keys := list(unnoted.filter(pk__gt=last).values_list("pk", flat=True)[:AT_ONCE]):
        posts.filter(pk__in=keys).update(announced_at=models.F("published_at"))
        last = keys[-1]


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('forum', '0002_reading_and_writing'),
    ]

    operations = [
        migrations.RunPython(consider_announced, migrations.RunPython.noop, atomic=False, elidable=True),
    ]
