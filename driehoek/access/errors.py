"""What rules and services raise when the answer is no."""

from typing import Any


class RuleBroken(Exception):
    """The house rules say no. `code` is for programs and tests, `message` for the person, in their language.

    `status` 409: the world changed meanwhile; 422: the input can't be taken.
    """

    def __init__(self, code: str, message: Any = "", status: int = 409) -> None:
        super().__init__(code)
        self.code = code
        self.message = message or code
        self.status = status
