"""What a home said before these columns were there may be of somebody who left it: it counts as shared until now."""

from django.db import migrations, models

import driehoek.clock


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_families"),
    ]

    operations = [
        migrations.AddField(
            model_name="pupil",
            name="untied",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="household",
            name="shared_until",
            field=models.DateTimeField(blank=True, default=driehoek.clock.now, null=True),
        ),
        migrations.AlterField(
            model_name="household",
            name="shared_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
