"""What is typed or pasted, as safe HTML and back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driehoek.documents.rich import Block, Run, blocks
from driehoek.plans.cleaning import TAGS, as_simple, clean, of_simple

WORDS = st.text("abcdefgé", min_size=1, max_size=8).map(lambda one: f"x{one}")
INLINE = st.one_of(
    WORDS,
    WORDS.map(lambda one: f"<strong>{one}</strong>"),
    WORDS.map(lambda one: f"<em>{one}</em>"),
    WORDS.map(lambda one: f"<strong><em>{one}</em></strong>"),
)
LINE = st.lists(INLINE, min_size=1, max_size=4).map(" ".join)
POINTS = st.lists(LINE, min_size=1, max_size=3).map(lambda some: "".join(f"<li>{one}</li>" for one in some))
HTML = st.lists(
    st.one_of(
        LINE.map(lambda one: f"<p>{one}</p>"),
        st.tuples(LINE, LINE).map(lambda two: f"<p>{two[0]}<br>{two[1]}</p>"),
        LINE.map(lambda one: f"<h3>{one}</h3>"),
        LINE.map(lambda one: f"<h4>{one}</h4>"),
        POINTS.map(lambda one: f"<ul>{one}</ul><p>x</p>"),
        POINTS.map(lambda one: f"<ol>{one}</ol><p>x</p>"),
    ),
    min_size=1,
    max_size=5,
).map("".join)


@given(HTML)
@settings(max_examples=60, deadline=None)
def test_what_the_toolbar_makes_survives_the_box_without_a_toolbar(text: str) -> None:
    assert clean(text) == text
    assert of_simple(as_simple(text)) == text


@given(st.text(max_size=200))
@settings(max_examples=80, deadline=None)
def test_whatever_is_typed_becomes_safe_and_cleaning_it_again_changes_nothing(text: str) -> None:
    for made in (of_simple(text), clean(text)):
        assert "<script" not in made.lower()
        assert clean(made or "<p></p>") == clean(clean(made or "<p></p>") or "<p></p>")


def test_lines_with_a_dash_become_a_list() -> None:
    assert clean("Wij doen:\n- bellen\n- vragen\n\n1. eerst\n2. dan\n\n# Kop\nEn **zo** _dus_.") == (
        "<p>Wij doen:</p><ul><li>bellen</li><li>vragen</li></ul><ol><li>eerst</li><li>dan</li></ol><h3>Kop</h3>"
        "<p>En <strong>zo</strong> <em>dus</em>.</p>"
    )
    assert of_simple("5 < 6 & 2_000_000 - min") == "<p>5 &lt; 6 &amp; 2_000_000 - min</p>"


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p{color:red}</style></head><body>
<p class=MsoNormal style='margin:0'><b><span lang=NL>Wij bellen</span></b><o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;
</span></span><![endif]>Elke maand</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span>·<span>&nbsp; </span></span>Ook als het <i>goed</i> gaat</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span>1.<span>&nbsp; </span></span>Eerst dit</p>
<DIV><P>Klaar</P></DIV><script>alert(1)</script><a href="javascript:x">hier</a></body></html>"""


def test_a_page_of_word_leaves_paragraphs_lists_and_emphasis() -> None:
    made = " ".join(clean(WORD).split())
    assert made == (
        "<p><strong>Wij bellen</strong></p> <ul><li>Elke maand</li><li>Ook als het <em>goed</em> gaat</li></ul> "
        "<ol><li>Eerst dit</li></ol> <p>Klaar</p>hier"
    )


@pytest.mark.parametrize(
    "bad", ["<img src=x onerror=alert(1)>", "<svg/onload=x>", "<p style='x' onclick=y>a</p>", "<IFRAME src=x>b"]
)
def test_nothing_that_runs_or_draws_is_left(bad: str) -> None:
    made = clean(bad)
    assert not [one for one in ("onerror", "onload", "onclick", "style", "iframe", "img") if one in made.lower()]
    assert len(TAGS) == 10


def test_blocks_of_lists_within_lists_are_told_one_behind_the_other() -> None:
    assert blocks("<p>a<br>b</p><ul><li>een<ol><li><strong>twee</strong></li></ol></li><li>drie</li></ul>") == (
        Block("p", ((Run("a"), Run("\n"), Run("b")),)),
        Block("ul", ((Run("een"),), (Run("twee", bold=True),), (Run("drie"),))),
    )
