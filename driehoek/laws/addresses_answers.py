"""Addresses of answers through the year: news, what was done with what people said, and who may come in."""

from .casting import OFFICE, OWNER

ANSWERS: dict[str, set[str]] = {
    "theme_news": OFFICE,
    "contribution_news": OFFICE,
    "action_news": OFFICE | OWNER,
    "news_drop": OFFICE,
}
