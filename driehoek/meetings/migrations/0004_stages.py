"""An item may switch on several things at once."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0003_chosen'),
    ]

    operations = [
        migrations.RenameField(
            model_name='programmeitem',
            old_name='stage',
            new_name='stages',
        ),
        migrations.AlterField(
            model_name='programmeitem',
            name='stages',
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AlterField(
            model_name='meeting',
            name='state',
            field=models.CharField(choices=[('draft', 'in voorbereiding'), ('ready', 'klaar'), ('running', 'bezig'), ('harvest', 'ordenen'), ('reported', 'verslag verstuurd')], default='draft', max_length=10),
        ),
    ]
