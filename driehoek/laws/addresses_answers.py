"""Addresses of answers through the year: news, what was done with what people said, and who may come in."""

from .casting import EVERYBODY, INVITED, JOINED, OFFICE, OWNER

ANSWERS: dict[str, set[str]] = {
    "theme_news": OFFICE,
    "contribution_news": OFFICE,
    "action_news": OFFICE | OWNER,
    "news_drop": OFFICE,
    "said_back": EVERYBODY | INVITED | JOINED,  # takes back the words of one's own home alone
}

OPEN_ANSWERS = {"my_words", "my_words_here", "my_words_back"}  # nothing without a secret of a phone, or the code of a strip
