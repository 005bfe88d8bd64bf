from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils.translation import override

from moderation.reasons import REASONS


def write_reasons(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The reasons that stood in the code become the first wordings that moderators own."""
    reasons = apps.get_model("moderation", "CannedReason")
    versions = apps.get_model("moderation", "CannedReasonVersion")
    with override("en"):
        for place, reason in enumerate(REASONS, start=1):
            row, _ = reasons.objects.get_or_create(
                code=reason.code, defaults={"order": place * 10}
            )
            versions.objects.get_or_create(
                reason=row,
                version=1,
                defaults={
                    "name": str(reason.name),
                    "public": str(reason.public),
                    "message": str(reason.message),
                },
            )


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0003_workbench'),
    ]

    operations = [
        migrations.RunPython(write_reasons, migrations.RunPython.noop, elidable=False),
    ]
