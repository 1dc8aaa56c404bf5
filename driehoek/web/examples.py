"""The examples on the page of components. What is shown as source is what makes the picture beside it."""

from dataclasses import dataclass

from django.utils.text import slugify

from .icons import ICONS


@dataclass(frozen=True)
class Example:
    """A component: how to write it (`source`, rendered with the values of samples.py) and when to use it (`words`)."""

    title: str
    words: str
    source: str

    @property
    def slug(self) -> str:
        return slugify(self.title)


BOARD = """<div class="board" data-board data-move-url="{% url 'components_move' %}" data-version="1">
{% for column in columns %}<section class="column" data-column="{{ column.id }}" data-name="{{ column.name }}" aria-labelledby="c-{{ column.id }}">
  <h3 id="c-{{ column.id }}">{{ column.name }} <span class="soft" data-count>{{ column.cards|length }}</span></h3>
  <ul class="cards" role="list" data-cards>
  {% for card in column.cards %}<li class="slip {{ card.voice }}" data-card="{{ card.id }}">
    <button class="grip" type="button" data-grip aria-pressed="false">{% icon "drag" "Verplaats" %}</button>
    <p>{{ card.text }}</p>{% voice card.voice %}
    <details class="more"><summary>Verplaats naar</summary><form method="post" action="{% url 'components_move' %}" class="row">{% csrf_token %}
      <input type="hidden" name="card" value="{{ card.id }}">
      {% for other in columns %}{% if other.id != column.id %}<button class="button quiet" name="column" value="{{ other.id }}">{{ other.name }}</button>{% endif %}{% endfor %}
    </form></details>
  </li>{% endfor %}
  </ul>
</section>{% endfor %}
</div>"""

TABLE = """<div class="card scroll"><table class="folds">
<thead><tr>{% sort_header "time" "Tijd" %}{% sort_header "minutes" "Duur" %}<th scope="col">Wat</th><th scope="col">Wie</th><th scope="col">Opmerking</th></tr></thead>
<tbody>{% for item in runbook %}<tr{% if item.now %} class="now" aria-current="true"{% endif %}>
  <td class="time">{{ item.time }}</td><td>{{ item.minutes }} min</td>
  <td><b>{{ item.what }}</b><br><span class="soft">{{ item.words }}</span></td>
  <td data-label="Wie">{{ item.who }}</td><td data-label="Opmerking">{{ item.remark }}</td></tr>{% endfor %}</tbody>
</table></div>"""

RTL = """<div dir="rtl" lang="ar" class="stack">
  <h3>هل تأتون للحديث عن المدرسة والبيت؟</h3>
  <dl class="facts"><dt>متى</dt><dd>الخميس 10 ديسمبر، 19:00–21:00</dd><dt>أين</dt><dd>مدرسة De Klimboom، القاعة</dd></dl>
  <label class="choice"><input type="radio" name="rtl" checked><span>نعم، سأحضر</span></label>
  <label class="choice"><input type="radio" name="rtl"><span>لا، لكن أريد أن أقول شيئًا</span></label>
  {% notice "done" %}<p>شكرًا لكم.</p>{% endnotice %}
  {% bars reach series="komt|nog niet" %}
  <p class="row"><button type="button" class="button">إرسال {% icon "arrow-end" %}</button>{% voice "parents" "الأهل" %}{% voice "school" "المدرسة" %}{% voice "pupil" "التلميذ" %}</p>
</div>"""

ALL = [
    Example("Merk", "Leerling boven, school en thuis onder, de ontwikkeling in het midden. Alleen als versiering: de naam staat erbij.",
            '<p class="row">{% mark %}{% mark 60 %}{% mark 20 %}</p>'),
    Example("Iconen", "Zonder tweede woord is het versiering; met een woord wordt het voorgelezen.",
            '<p class="row">{% icon "calendar" %} {% icon "lock" "alleen voor jou" %}</p>\n<p class="row">' + " ".join(f'<span class="chip">{{% icon "{name}" %}} {name}</span>' for name in ICONS) + "</p>"),
    Example("Knoppen", "Eén volle knop per scherm: de volgende stap. De rest is rustig. Zeg wat er gebeurt: 'Verstuur', niet 'OK'.",
            '<p class="row"><button type="button" class="button">Verstuur</button>\n<a class="button quiet" href="#knoppen">Afdrukken</a>\n<button type="button" class="button bare">{% icon "plus" %}Voeg toe</button>\n'
            '<button type="button" class="button danger">Verwijder</button>\n<button type="button" class="button" disabled>Nog niet</button>\n'
            '<button type="button" class="button" disabled data-sending>Bezig</button>\n<button type="button" class="button quiet icon-only">{% icon "settings" "Instellingen" %}</button></p>'),
    Example("Stemmen", "Kleur, vorm en woord samen. Ouders zijn een rondje, school een vierkant, de leerling een driehoek.",
            '<p class="row">{% voice "parents" %}{% voice "school" %}{% voice "pupil" %}</p>\n<p class="row">{% voice "parents" "48 ouders" %}{% voice "school" "16 uit school" %}</p>\n'
            '<p class="row"><span class="chip">4 open</span><span class="chip done">klaar</span><span class="chip warning">wacht</span><span class="chip error">mislukt</span></p>'),
    Example("Meldingen", "Soorten: info, done, warning, error. Zeg wat er gebeurd is en wat iemand kan doen. Geen schuld.",
            '{% notice "info" %}<p>De uitnodiging gaat morgen om 8.00 uur weg.</p>{% endnotice %}\n{% notice "done" title="Verstuurd" %}<p>182 gezinnen krijgen de uitnodiging.</p>{% endnotice %}\n'
            '{% notice "warning" %}<p>11 gezinnen hebben geen e-mailadres. Print voor hen een brief.</p>{% endnotice %}\n{% notice "error" title="Dat lukte niet" %}<p>{{ long }} staat er al. Kies een andere naam.</p>{% endnotice %}'),
    Example("Leeg scherm", "Een leeg scherm leert: wat komt hier, en wat is de eerste stap.",
            '{% empty "Nog geen bijeenkomst" image="calendar" %}<p>Hier staan straks de avonden met ouders. Begin met een voorbeeld: het draaiboek is dan al half klaar.</p>\n<a class="button" href="#leeg-scherm">Begin een bijeenkomst</a>{% endempty %}'),
    Example("Kaart en feiten", "Een kaart is één gedachte. Feiten staan in een lijst met woorden ervoor.",
            '<div class="grid"><div class="card stack"><h3>Wat er al gezegd is</h3><p class="quote">Fijn dat de juf belde om iets leuks te vertellen.</p>{% voice "parents" "ouder, groep 4" %}</div>\n'
            '<dl class="facts"><dt>Wanneer</dt><dd>donderdag 10 december, 19.00–21.00 uur</dd><dt>Waar</dt><dd>{{ long }}</dd><dt>Er is</dt><dd>koffie, kinderopvang en een tolk</dd></dl>\n'
            '<div class="card done stack-s"><b>{% icon "check" %} Gedaan op 28 januari</b><p>De bordjes hangen.</p></div></div>'),
    Example("Pad", "De stappen van een traject. Elk item heeft label, words, state (done, now, next) en soms url.", '{% steps path label="Traject" %}'),
    Example("Tabel", "Klapt op een telefoon om tot regels (class folds, data-label). Koppen sorteren met ?sort=.", TABLE),
    Example("Bladzijden", "Per 50; page_of(items, request.GET) in de view. Bij één bladzijde staat er niets.", "{% pages page %}"),
    Example("Balken", "Rijen met label, value of values, total en words. Onder de grafiek staat altijd de tabel.",
            '{% bars reach title="Bereiken we alle ouders?" series="komt|gaf een inbreng" %}'),
    Example("Balken per stem", "Met series parents, school en pupil krijgt elke stem haar eigen kleur.", '{% bars voices title="Wie zegt iets over" series="parents|school|pupil" %}'),
    Example("Balken zonder gegevens", "Ook leeg klopt de zin voor de schermlezer.", '{% bars nothing title="Nog niets" %}'),
    Example("Ring", "Voortgang: hoeveel van hoeveel.", '<p class="row">{% ring 47 64 "binnen" %}{% ring 0 20 "antwoorden" %}{% ring 8 8 "tafels klaar" %}</p>'),
    Example("Formulier", "Gewoon {{ form }}: label, uitleg en fout bij het veld, bovenaan een lijst met links. Verstuur leeg om de fouten te zien; wat getypt is, blijft.",
            '<form method="post" action="#formulier" enctype="multipart/form-data" novalidate>{% csrf_token %}\n{{ form }}\n<div class="actions"><button class="button">Verstuur</button><a class="button bare" href="#formulier">Laat maar</a></div></form>'),
    Example("Venster", "Een dialog die opent met data-opens en sluit met data-closes of Escape. De inhoud moet ook zonder script te bereiken zijn.",
            '<button type="button" class="button quiet" data-opens="sample-dialog">Verwijder het thema</button>\n<dialog id="sample-dialog" aria-labelledby="sample-title"><form method="dialog" class="stack"><h3 id="sample-title">Het thema verwijderen?</h3><p>De 23 inbrengen blijven bewaard, zonder thema.</p><p class="row"><button class="button danger">Verwijder</button><button class="button bare" data-closes>Laat maar</button></p></form></dialog>'),
    Example("Bord", "Kaarten verplaatsen met de muis, met toetsen (Enter, pijltjes, Enter) of met het formulier in de kaart. Elke verplaatsing kan terug.", BOARD),
    Example("Rechts naar links", "Dezelfde onderdelen in het Arabisch: niets is met links of rechts geschreven.", RTL),
]  # fmt: skip
