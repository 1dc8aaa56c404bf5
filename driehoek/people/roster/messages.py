"""A problem as a sentence: what is the matter, and what to do next. The source language is Dutch.

The sentences are marked with `gettext_noop`, so that they are found when catalogues are made; the caller gives its own
`gettext`, and this code stays free of any framework.
"""

from collections.abc import Callable

from .shapes import Problem


def gettext_noop(text: str) -> str:
    """Marks a text for translation and leaves it as it is."""
    return text


MESSAGES: dict[str, str] = {
    # the file as a whole
    "file_empty": gettext_noop("Dit bestand is leeg. Maak het opnieuw in je administratie en kies het dan nog een keer."),
    "file_too_large": gettext_noop(
        "Dit bestand is groter dan %(limit)s MB. Een leerlingenlijst is veel kleiner: kies je het goede bestand?"
    ),
    "file_twice": gettext_noop("Dit bestand is precies gelijk aan %(first)s. We lezen het één keer; je hoeft niets te doen."),
    "format_unknown": gettext_noop(
        "Dit is geen EDEXML, Excel- of CSV-bestand. Sla de lijst op als .xlsx of .csv en probeer het opnieuw."
    ),
    "old_or_locked_excel": gettext_noop(
        "Dit is een oud Excel-bestand of er zit een wachtwoord op. Open het in Excel, haal het wachtwoord weg en sla het op als .xlsx."
    ),
    "open_document": gettext_noop("Dit is een bestand van LibreOffice (.ods). Sla het op als .xlsx of .csv en kies dat bestand."),
    "xlsx_broken": gettext_noop(
        "We kunnen dit Excel-bestand niet openen: het is beschadigd. Sla het in Excel opnieuw op en probeer het nog een keer."
    ),
    "zip_bomb": gettext_noop(
        "Dit bestand wordt uitgepakt veel te groot (grens: %(limit)s MB). We openen het niet. Kopieer alleen de lijst naar een nieuw Excel-bestand."
    ),
    "too_many_rows": gettext_noop(
        "Dit bestand heeft meer dan %(limit)s rijen of te veel cellen. Haal lege rijen en kolommen weg en kies het opnieuw."
    ),
    "too_many_columns": gettext_noop("Rij %(row)s heeft meer dan %(limit)s kolommen. Bewaar alleen de kolommen die nodig zijn."),
    "quote_not_closed": gettext_noop(
        'Vanaf rij %(row)s mist een aanhalingsteken ("), zodat rijen in elkaar lopen. Zet het erbij of sla de lijst op als .xlsx.'
    ),
    "xml_broken": gettext_noop(
        "Het bestand is beschadigd op regel %(line)s, teken %(position)s. Exporteer het opnieuw uit je administratie."
    ),
    "xml_not_edexml": gettext_noop(
        "Dit is wel XML, maar geen EDEXML: het begint met '%(element)s'. Kies in je administratie de export EDEXML."
    ),
    "entities_forbidden": gettext_noop(
        "In dit bestand staan opdrachten die we om veiligheid niet uitvoeren (DOCTYPE of ENTITY). Exporteer het opnieuw uit je administratie."
    ),
    "too_many_tags": gettext_noop(
        "Dit bestand heeft veel meer onderdelen dan een school ooit nodig heeft. Exporteer het opnieuw uit je administratie."
    ),
    "more_of_these": gettext_noop("En nog %(count)s keer hetzelfde. Los de eerste op en lees het bestand opnieuw."),
    # a zip, and files that belong together
    "archive_too_big": gettext_noop(
        "Dit zip-bestand wordt uitgepakt veel te groot (grens: %(limit)s MB). We openen het niet. Kies de losse CSV-bestanden uit de zip."
    ),
    "archive_locked": gettext_noop("Er zit een wachtwoord op dit zip-bestand. Pak het zelf uit en kies de losse bestanden."),
    "archive_broken": gettext_noop("Dit zip-bestand is beschadigd. Maak de export opnieuw en kies het dan nog een keer."),
    "set_file_missing": gettext_noop(
        "Dit is een deel van %(name)s. Deze bestanden horen erbij en ontbreken: %(value)s. Kies alle bestanden van de export samen, of de hele zip."
    ),
    "set_is_delta": gettext_noop(
        "Dit is een export met alleen de veranderingen (delta). Maak een volledige export (bulk), anders lijkt bijna iedereen van school."
    ),
    "several_schools": gettext_noop(
        "In deze bestanden staan leerlingen van %(count)s scholen of vestigingen. Kijk goed of die allemaal bij deze school horen."
    ),
    "user_without_key": gettext_noop(
        "%(name)s heeft geen sourcedId, zodat we niet weten wie het is. Maak de export opnieuw, of haal de rij weg."
    ),
    "user_unknown": gettext_noop(
        "Iemand met nummer '%(value)s' staat niet in users.csv. We nemen de verwijzing niet over; maak de export opnieuw als er iemand mist."
    ),
    "account_disabled": gettext_noop(
        "Er zijn accounts die in het andere systeem uit staan (%(count)s). We lezen deze mensen gewoon, want jonge kinderen en ouders hebben vaak geen account. "
        "Is iemand van school? Zet dat in je administratie en maak de export opnieuw."
    ),
    "place_not_of_role": gettext_noop(
        "%(name)s staat als '%(value)s' in een groep en heeft een andere rol in de bestanden. We nemen dit niet over; kijk welke rol klopt."
    ),
    "home_class_unknown": gettext_noop(
        "Leerlingen zitten hier in meer groepen en we zien niet welke hun eigen is. We nemen alle groepen over; geef de eigen groep het type 'homeroom'."
    ),
    "contact_not_parent": gettext_noop(
        "%(name)s is '%(value)s' en dus geen ouder. We nemen deze relatie niet over; verander de rol als het wel een ouder is."
    ),
    "contact_not_of_pupil": gettext_noop(
        "%(name)s is in de bestanden geen leerling. We nemen deze relatie niet over; kijk of het nummer klopt."
    ),
    "parents_without_child": gettext_noop(
        "Er zijn ouders van wie we niet zien bij welk kind ze horen (%(count)s). We nemen hen niet over; vul dat in je administratie in."
    ),
    # columns
    "no_columns_recognised": gettext_noop(
        "We herkennen de kolommen niet. Zet boven elke kolom wat erin staat, zoals Roepnaam, Achternaam, Groep en E-mail ouder 1."
    ),
    "pupil_columns_missing": gettext_noop(
        "Er is geen kolom met de naam of het nummer van de leerling. Voeg die toe, of kies hieronder welke kolom het is."
    ),
    "column_unknown": gettext_noop(
        "We weten niet wat kolom '%(column)s' is en lezen die niet. Kies zelf wat erin staat als je de kolom nodig hebt."
    ),
    "column_twice": gettext_noop(
        "Kolom '%(column)s' betekent hetzelfde als '%(first)s'. We lezen alleen '%(first)s'; kies zelf een andere betekenis als dat niet klopt."
    ),
    "bsn_in_key": gettext_noop(
        "In de kolom met leerlingnummers staan burgerservicenummers. Die lezen we niet. Zet het leerlingnummer van de school in deze kolom."
    ),
    "bsn_in_user_key": gettext_noop(
        "De nummers van medewerkers of ouders zijn burgerservicenummers. Die lezen we niet. Zet in deze kolom het nummer dat de school hun gaf."
    ),
    "sheets_skipped": gettext_noop(
        "We lezen alleen blad '%(column)s'. Niet gelezen: %(sheets)s. Zet alles op één blad als daar ook leerlingen staan."
    ),
    "no_rows": gettext_noop("Er staan geen leerlingen in dit bestand. Kijk of de export gelukt is en kies het bestand opnieuw."),
    # a cell
    "text_too_long": gettext_noop(
        "Deze tekst is %(length)s tekens lang; er passen er %(limit)s. Maak hem korter en lees het bestand opnieuw."
    ),
    "hidden_characters": gettext_noop(
        "In '%(value)s' stonden onzichtbare tekens. Die hebben we weggehaald; kijk of het nu klopt."
    ),
    "formula_in_cell": gettext_noop(
        "Hier staat een formule. We rekenen niet en bewaren de tekst '%(value)s'; typ de waarde zelf als dat niet klopt."
    ),
    "cell_error": gettext_noop("Excel geeft hier een fout (%(value)s). We laten de cel leeg; vul de waarde zelf in."),
    "looks_misread": gettext_noop(
        "'%(value)s' lijkt verkeerd opgeslagen (letters met accenten). Sla de lijst op als 'CSV UTF-8' of als .xlsx."
    ),
    "number_became_date": gettext_noop(
        "Excel heeft van dit huisnummer een datum gemaakt (%(value)s). Zet de kolom op 'Tekst' en typ het nummer opnieuw."
    ),
    "date_unreadable": gettext_noop("We kunnen de datum '%(value)s' niet lezen. Schrijf hem als 31-12-2015."),
    "date_two_digit_year": gettext_noop(
        "Bij '%(value)s' is het jaar niet duidelijk. Schrijf het jaar met vier cijfers, zoals 31-12-2015."
    ),
    "birth_date_implausible": gettext_noop("Een leerling kan niet geboren zijn op %(value)s. Verbeter de geboortedatum."),
    "birth_date_differs": gettext_noop(
        "De geboortedatum van %(name)s is in de twee bestanden anders. We houden die uit EDEXML; verbeter de andere."
    ),
    "email_invalid": gettext_noop(
        "'%(value)s' is geen e-mailadres. Verbeter het, of laat het leeg: dan krijgt deze ouder een brief."
    ),
    "email_several": gettext_noop(
        "Hier staan meer e-mailadressen. We gebruiken het eerste; zet er één in elke cel als dat niet klopt."
    ),
    "phone_invalid": gettext_noop("'%(value)s' is geen telefoonnummer. We laten het leeg; verbeter het als je wilt bellen."),
    "yes_no_unreadable": gettext_noop("'%(value)s' is geen ja of nee. We bewaren 'onbekend'; vul ja of nee in als je het weet."),
    "language_unknown": gettext_noop(
        "We kennen de taal '%(value)s' niet. We schrijven deze ouder in het Nederlands, tot die zelf kiest."
    ),
    "year_level_unknown": gettext_noop(
        "We kennen de jaargroep '%(value)s' niet. We laten hem leeg; verbeter hem in je administratie."
    ),
    # a pupil, a class, a member of staff
    "pupil_missing": gettext_noop("In rij %(row)s staat geen leerling. Vul een naam of leerlingnummer in, of haal de rij weg."),
    "name_missing": gettext_noop("De naam ontbreekt. Vul minstens een roepnaam of achternaam in en lees het bestand opnieuw."),
    "key_twice": gettext_noop(
        "%(name)s heeft hetzelfde nummer of dezelfde naam als rij %(first)s. We nemen deze rij niet over; geef elk kind een eigen nummer."
    ),
    "child_unclear": gettext_noop(
        "%(name)s staat ook in rij %(first)s, bij een ouder met andere gegevens. We weten niet of het één kind is. Zet de achternaam of het leerlingnummer erbij."
    ),
    "child_in_two_rows": gettext_noop(
        "%(name)s staat ook in rij %(first)s, bij een andere ouder. We lezen één kind met twee ouders. Zijn het twee kinderen? Zet dan de groep of het leerlingnummer erbij."
    ),
    "too_many_children": gettext_noop(
        "In rij %(row)s staan %(count)s kinderen bij één ouder. Zet elk kind bij zijn eigen ouders."
    ),
    "children_lists_differ": gettext_noop(
        "In kolom '%(column)s' staan niet evenveel waarden als er kinderen zijn. Zet bij elk kind één waarde, in dezelfde volgorde."
    ),
    "row_twice": gettext_noop("Deze rij is gelijk aan rij %(first)s. We lezen hem één keer; je hoeft niets te doen."),
    "keys_derived": gettext_noop(
        "Bij %(count)s leerlingen ontbreekt een bruikbaar leerlingnummer. We herkennen hen aan naam en geboortedatum. "
        "Met een leerlingnummer blijft een kind ook herkend als de naam verandert."
    ),
    "pupil_not_in_edexml": gettext_noop(
        "%(name)s staat niet in het EDEXML-bestand. Kijk of naam, geboortedatum en nummer kloppen, of maak een nieuwe export."
    ),
    "pupil_not_in_files": gettext_noop(
        "%(name)s staat niet in de bestanden van de administratie. Kijk of naam, groep en nummer kloppen, of maak een nieuwe export."
    ),
    "pupil_ambiguous": gettext_noop(
        "Er zijn meer leerlingen die %(name)s heten. Zet het leerlingnummer of de geboortedatum erbij."
    ),
    "key_of_another_pupil": gettext_noop(
        "Het nummer van %(name)s hoort in EDEXML bij een ander kind. We koppelen geen ouders; verbeter het nummer."
    ),
    "pupil_in_two_files": gettext_noop(
        "%(name)s staat ook in %(first)s. We gebruiken dat bestand; haal het kind uit een van de twee."
    ),
    "pupil_left": gettext_noop(
        "%(name)s is volgens het bestand van school. We nodigen de ouders niet meer uit; klopt dat niet, verbeter dan de datum."
    ),
    "pupils_without_parents": gettext_noop(
        "Van %(count)s leerlingen staan er geen ouders in de lijst. Dat mag later; tot dan krijgen zij een brief zonder naam mee."
    ),
    "class_unknown": gettext_noop(
        "Groep '%(value)s' staat niet in het bestand. We nemen de verwijzing niet over; kijk of de groep nog bestaat."
    ),
    "class_name_twice": gettext_noop(
        "Er zijn twee groepen met de naam '%(name)s'. Geef ze in je administratie elk een eigen naam, anders lopen ze door elkaar."
    ),
    "class_key_missing": gettext_noop(
        "Groep '%(name)s' heeft geen sleutel, zodat we er geen leerlingen bij vinden. Exporteer het bestand opnieuw."
    ),
    "groups_merged": gettext_noop(
        "'%(name)s' stond er %(count)s keer in, één keer per jaargroep. We maken er één combinatiegroep van; kijk of dat klopt."
    ),
    "school_block_missing": gettext_noop(
        "Er staat niet in het bestand van welke school het is. Kijk goed of dit jouw school is."
    ),
    "parent_among_staff": gettext_noop(
        "%(name)s staat als ouder tussen de medewerkers. We geven geen rol als medewerker; nodig de ouder gewoon uit als ouder."
    ),
    # parents and homes
    "guardian_deceased": gettext_noop(
        "%(name)s is volgens de lijst overleden. We nemen deze ouder niet over, zodat er geen brief komt."
    ),
    "guardian_twice": gettext_noop(
        "%(name)s staat twee keer bij dit kind. We nemen de ouder één keer over; kijk of de tweede een ander is."
    ),
    "guardian_differs": gettext_noop(
        "Bij %(name)s staat de ene keer '%(kept)s' en de andere keer '%(other)s'. We houden het eerste; verbeter het andere."
    ),
    "homes_unknown": gettext_noop(
        "Van %(count)s kinderen weten we niet of de ouders op één adres wonen. We houden hun post gescheiden; vul de adressen in om dat te veranderen."
    ),
}


def message(problem: Problem, gettext: Callable[[str], str] = lambda text: text) -> str:
    """The sentence for a problem in the language of `gettext`. An unknown code gives the code itself, never an error."""
    row = "?" if problem.row is None else problem.row
    filled = {"row": row, "column": problem.column, **problem.params}
    try:
        return gettext(MESSAGES[problem.code]) % filled
    except (KeyError, ValueError, TypeError):  # a translation with a wrong fill-in must not hide the problem
        return problem.code
