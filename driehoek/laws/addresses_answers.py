"""Addresses of answers through the year: news, what was done with what people said, and who may come in."""

from .casting import CLASS_LINK, EVERYBODY, INVITED, JOINED, LEADERS, OFFICE, OWNER

ANSWERS: dict[str, set[str]] = {
    "theme_news": OFFICE,
    "contribution_news": OFFICE,
    "action_news": OFFICE | OWNER,
    "news_drop": OFFICE,
    "year_progress": EVERYBODY,
    "year_open": LEADERS,
    "year_shut": LEADERS,
    "year_poster": OFFICE,
    "year_newsletter": OFFICE,
    "said_year": EVERYBODY | INVITED | JOINED | CLASS_LINK,
    "said_year_of": EVERYBODY | INVITED | JOINED,
    "said_back": EVERYBODY | INVITED | JOINED,  # takes back the words of one's own home alone
}

OPEN_ANSWERS = {"my_words", "my_words_here", "my_words_back"}  # nothing without a secret of a phone, or the code of a strip
