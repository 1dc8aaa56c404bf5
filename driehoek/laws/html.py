"""What is wrong with a page: strict content security, language and direction, forms, ids. Reads HTML, knows no Django."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID_BUTTONS = {"button", "reset", "image", "file"}
RIGHT_TO_LEFT = {"ar"}


@dataclass
class Form:
    """A form as it stands: what a browser without JavaScript would send when its first button is pressed."""

    method: str
    action: str
    values: dict[str, list[str]] = field(default_factory=dict)
    pressed: bool = False

    def add(self, name: str, value: str) -> None:
        self.values.setdefault(name, []).append(value)


class Page(HTMLParser):
    """Collects faults and forms of one page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.forms: list[Form] = []
        self.by_id: dict[str, Form] = {}
        self.language = self.direction = ""
        self._ids: set[str] = set()
        self._form: Form | None = None
        self._select: tuple[str, Form, bool] | None = None
        self._text: tuple[str, Form] | None = None
        self._first_option: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._strict(tag, given)
        if (key := given.get("id", "")) and key in self._ids:
            self.faults.append(f"two things with id {key!r}")
        self._ids.add(key)
        if tag == "html":
            self.language, self.direction = given.get("lang", ""), given.get("dir", "")
        elif tag == "img" and "alt" not in given:
            self.faults.append("an image without alt")
        elif tag == "form":
            self._open_form(given)
        elif tag in {"input", "button", "select", "textarea"}:
            self._control(tag, given)
        elif tag == "option":
            self._option(given)

    def _strict(self, tag: str, given: dict[str, str]) -> None:
        if tag == "style" or "style" in given:
            self.faults.append(f"style inside the page (<{tag}>)")
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.faults.append("a script inside the page")
        for name, value in given.items():
            if name.startswith(("on", "hx-on")):
                self.faults.append(f"{name}= on <{tag}>")
            if name in {"src", "href", "action", "data", "poster"} and value.strip().lower().startswith(("data:", "javascript:")):
                self.faults.append(f"{value[:20]}… in {name}= of <{tag}>")
            if name in {"src"} and value.startswith(("http:", "https:", "//")):
                self.faults.append(f"<{tag}> loads from elsewhere")

    def _open_form(self, given: dict[str, str]) -> None:
        if self._form is not None:
            self.faults.append("a form inside a form")
        self._form = Form(given.get("method", "get").lower(), given.get("action", ""))
        self.forms.append(self._form)
        if "id" in given:
            self.by_id[given["id"]] = self._form

    def _control(self, tag: str, given: dict[str, str]) -> None:
        form = self.by_id.get(given["form"]) if "form" in given else self._form
        name, kind = given.get("name", ""), given.get("type", "submit" if tag == "button" else "text")
        if form is None or "disabled" in given or kind in VOID_BUTTONS:
            return
        if kind == "submit" and not form.pressed and "formaction" in given:
            form.action, form.pressed = given["formaction"], True  # what its first button sends where
            if name:
                form.add(name, given.get("value", ""))
            return
        if not name:
            return
        if tag == "select":
            self._select = (name, form, "multiple" in given)
            self._first_option = None
        elif tag == "textarea":
            self._text = (name, form)
        elif kind == "submit":
            if not form.pressed:
                form.add(name, given.get("value", ""))
                form.pressed = True
        elif kind not in {"checkbox", "radio"} or "checked" in given:
            form.add(name, given.get("value", "on" if kind in {"checkbox", "radio"} else ""))

    def _option(self, given: dict[str, str]) -> None:
        if self._select is None:
            return
        name, form, multiple = self._select
        if self._first_option is None and not multiple:
            self._first_option = given.get("value", "")
        if "selected" in given:
            form.add(name, given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select" and self._select is not None:
            name, form, _multiple = self._select
            if name not in form.values and self._first_option is not None:
                form.add(name, self._first_option)
            self._select = None
        elif tag == "textarea" and self._text is not None:
            self._text[1].values.setdefault(self._text[0], [""])
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text[1].add(self._text[0], data.removeprefix("\n"))


def faults_of(html: str, language: str) -> list[str]:
    """Everything that is wrong with a whole page that should be in `language`."""
    page = Page(html)
    found = list(page.faults)
    if page.language != language:
        found.append(f"lang={page.language!r}, expected {language!r}")
    if page.direction != ("rtl" if language in RIGHT_TO_LEFT else "ltr"):
        found.append(f"dir={page.direction!r} in {language!r}")
    for form in page.forms:
        if form.method not in {"get", "post"}:
            found.append(f"a form with method {form.method!r}")
        if form.method == "post" and "csrfmiddlewaretoken" not in form.values:
            found.append(f"a form to {form.action!r} without csrf_token")
    return found
