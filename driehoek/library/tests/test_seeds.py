"""The notes that guided sorting learns from, and the command `driehoek themes`."""

import json
from pathlib import Path

import pytest

from driehoek.algorithms.personal.patterns import find
from driehoek.library.command import main
from driehoek.library.reading_dialogue import load_themes
from driehoek.library.reading_seeds import load_seeds


def run(folder: Path, notes: bytes | str, sorted_: bytes | str | None = None) -> tuple[int, list[dict[str, object]]]:
    def put(name: str, content: bytes | str) -> str:
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        return str(folder / name)

    words = [put("notes.csv", notes), str(folder / "out.json"), "--engine", "words"]
    code = main([*words, *(["--sorted", put("sorted.csv", sorted_)] if sorted_ is not None else [])])
    return code, json.loads((folder / "out.json").read_text())["notes"] if code == 0 else []


def test_every_theme_of_the_library_has_seeds_and_some_more_have():
    keys = [seed.key for seed in load_seeds()]
    assert set(keys) > {theme.key for theme in load_themes()}


def test_no_seed_holds_personal_data():
    assert [note for seed in load_seeds() for note in seed.notes if any(one.kind != "number" for one in find(note))] == []


def test_without_sorted_notes_the_themes_are_the_library_s(tmp_path):
    code, [note] = run(tmp_path, "id,tekst\n1,Mijn dochter wordt gepest op het plein\n")
    assert code == 0
    assert note["themes"][0]["theme"] == "safety"
    assert len(note["themes"]) == len(load_seeds())


def test_with_sorted_notes_the_themes_are_theirs(tmp_path):
    placed = "id,tekst,thema\n1,pesten,veiligheid\n2,sommen thuis,huiswerk\n3,een tolk graag,taal\n"
    code, [note] = run(tmp_path, "id,tekst\nn1,Hij heeft te veel huiswerk\n", placed)
    assert code == 0
    assert [one["theme"] for one in note["themes"]][0] == "huiswerk"
    assert {one["theme"] for one in note["themes"]} == {"veiligheid", "huiswerk", "taal"}


@pytest.mark.parametrize(
    "notes",
    [
        "\ufeffid;tekst\r\n1;Café en één gesprek\r\n",
        "id;tekst\n1;Café en één gesprek\n".encode("cp1252"),
        "id\ttekst\n1\tCafé en één gesprek\n".encode("utf-16"),
        'ID,Tekst,rol\n1,"Café\nen één gesprek",ouder\n\n',
        "id,tekst\n1,Caf\0é en één gesprek\n",
        "id,tekst\n1\n",
    ],
)
def test_files_as_schools_make_them(tmp_path, notes):
    code, [note] = run(tmp_path, notes)
    assert (code, note["id"]) == (0, "1")


@pytest.mark.parametrize(
    ("notes", "sorted_", "said"),
    [
        ("", None, "is empty"),
        ("id,text\n1,hoi\n", None, "row 1: has no column 'tekst'"),
        ("id,tekst\n1,hoi\n,dag\n", None, "row 3: has nothing under 'id'"),
        ("id,tekst\n1,hoi\n1,dag\n", None, "row 3: has the id '1' of row 2"),
        ("id,tekst\n1,hoi\n", "id,tekst\n1,hoi\n", "row 1: has no column 'thema'"),
        ("id,tekst\n1,hoi\n", "id,tekst,thema\n1,hoi,\n", "row 2: has nothing under 'thema'"),
    ],
)
def test_wrong_files_are_named_with_their_row(tmp_path, capsys, notes, sorted_, said):
    code, _ = run(tmp_path, notes, sorted_)
    assert code == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out.json").exists()


def test_titles_alone_give_an_empty_answer(tmp_path):
    assert run(tmp_path, "id,tekst\n") == (0, [])


def test_wrong_calls(tmp_path, capsys):
    assert main([]) == 2
    assert main([str(tmp_path / "none.csv"), str(tmp_path / "out.json")]) == 2
