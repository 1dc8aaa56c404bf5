from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_adviser"),
        ("schools", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="trailrow",
            index=models.Index(fields=["school", "act"], name="trail_by_act"),
        ),
    ]
