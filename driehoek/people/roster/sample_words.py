"""Names, streets and languages for invented people. Surnames, streets and the town are made up; no real postcode begins with 0."""

from typing import NamedTuple


class Origin(NamedTuple):
    """`weight`: how many of a hundred families. `language` as a column of a parents' list would say it."""

    weight: int
    language: str
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]
    surnames: tuple[tuple[str, str], ...]


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _surnames(text: str) -> tuple[tuple[str, str], ...]:
    """'van der|Wolkenbrug, |Zilverblad' as (prefix, surname)."""
    pairs = (entry.strip().partition("|") for entry in text.split(","))
    return tuple((prefix, surname) for prefix, _, surname in pairs)


ORIGINS = (
    Origin(
        52, "Nederlands",
        _names("Fenna Lieke Noor Roos Saar Sterre Vera Yfke Zoë Jetske Madelief Pien Tess Juul Loïs Wende"),
        _names("Bram Daan Floris Guus Hidde Jurre Mees Niek Pepijn Siem Thijs Wout Ydo Joris Koen Ruben"),
        _names("Anneke Bregje Corine Dieuwke Elske Hanneke Ilse Janneke Lonneke Marleen Nienke Renske Sanne Willemijn"),
        _names("Arjen Bas Casper Derk Erwin Gijs Hessel Jelle Krijn Maarten Reinier Sjoerd Teun Wiebe"),
        _surnames(
            "van der|Wolkenbrug, de|Appelaer, |Zilverbladt, van den|Hagelsteen, |Klompenburgh, ter|Zonnewiel, van 't|Regenboogh, |Windekind,"
            "de|Stoelendans, |Pannekoeck-Honing, van|Sterrenveldt, op den|Duinbeek, |Knikkerman, der|Tulpenaar, in 't|Mosgroen, |Vuurvliegh"
        ),
    ),
    Origin(
        14, "Arabisch",
        _names("Amira Douae Hiba Inaya Lina Nour Rania Salma Yasmina Zahra"),
        _names("Adam Ayoub Bilal Ilyas Karim Nassim Rayan Sami Yassin Zakaria"),
        _names("Aïcha Fatiha Hanane Khadija Latifa Naïma Rachida Souad Zineb"),
        _names("Abdelali Brahim Driss Farid Hamza Khalid Mustapha Omar Tarik"),
        _surnames("|El Nahri, |Ben Zaytoun, |Aït Sahraoui, |El Qamari, |Boushamsi, |El Bahriyi, |Ouled Najmi"),
    ),
    Origin(
        3, "Arabisch",
        ("ليلى", "سلمى", "نور", "هبة"), ("آدم", "سامي", "كريم", "يوسف"), ("أمينة", "رنا", "هدى"), ("طارق", "باسل", "مازن"),
        _surnames("|النهري, |القمري, |الزيتوني, |البحري"),
    ),
    Origin(
        12, "Turks",
        _names("Ayşe Çağla Defne Elif Gülşen İpek Nehir Zeynep"), _names("Can Doğan Emre İlker Kerem Ömer Tuğrul Yiğit"),
        _names("Ayten Emine Fidan Gönül Hülya Şule"), _names("Burak Cengiz Erdoğan İsmail Orhan Uğur"),
        _surnames("|Yıldızlıdağ, |Gümüşçiçek, |Bulutlu, |Işıkkaya, |Denizatı, |Şimşekgil"),
    ),
    Origin(
        10, "Pools",
        _names("Agnieszka Julia Kinga Łucja Maja Zofia"), _names("Błażej Jakub Michał Paweł Tomasz Wojciech"),
        _names("Bożena Danuta Grażyna Małgorzata Wiesława"), _names("Andrzej Grzegorz Krzysztof Mirosław Zbigniew"),
        _surnames("|Chmurzyńska, |Złotopolski, |Gwiazdowicz, |Wiatrołęski, |Śnieżek"),
    ),
    Origin(
        9, "Engels",
        _names("Abeni Hodan Mai Oksana Selam Thuy"), _names("Abel Kwame Minh Ostap Tesfay Yonas"),
        _names("Amina Lan Nadiia Saba Ifeoma"), _names("Dawit Kofi Taras Tuan Yusuf"),
        _surnames("|Oceansdottir, |Brightwater, |Sunnyhill, |Kvitkova, |Maplewind"),
    ),
)  # fmt: skip
TEACHERS = ("Carla", "Dirk", "Mieke", "Rob", "Samira", "Henk", "Tineke", "Murat", "Ewa", "Lars", "Ingrid", "Said")
STREETS = (
    "Wolkenlaan",
    "Vlinderpad",
    "Knikkerstraat",
    "Zonnewijzerplein",
    "Paddenstoelhof",
    "Vliegerdreef",
    "Regenboogkade",
    "Hinkelbaan",
)
TOWN = "Driehoven"
