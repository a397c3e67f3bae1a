from pathlib import Path

import pytest

from bot.errors import CorpusError
from bot.retrieval.glossary import Glossary, Term
from bot.retrieval.lexical import tokens
from bot.retrieval.passage import without_state
from bot.retrieval.sentences import sentences


def term(name: str, *also: str) -> Term:
    return Term(
        id=name.replace(" ", "-"), term=name, plain="What it means in plain words.", also=also, topic="definition",  # type: ignore[arg-type]
        cite="Cite", url="https://example.org",
    )  # fmt: skip


GLOSSARY = Glossary((term("deed of trust", "trust deed"), term("trustee", "the one who sells"), term("trust", "fund")))


def test_the_longest_phrase_wins_and_each_term_comes_once() -> None:
    assert [t.id for t in GLOSSARY.found("My Trust Deed, the deed of trust; and a FUND")] == ["deed-of-trust", "trust"]
    assert GLOSSARY.found("trustworthy deeds") == []


def test_a_question_is_widened_by_terms_it_does_not_name() -> None:
    assert GLOSSARY.expand("who is the one who sells?") == "who is the one who sells? trustee"
    assert GLOSSARY.expand("the deed of trust") == "the deed of trust"


def test_a_glossary_survives_publication() -> None:
    assert Glossary.from_json(GLOSSARY.to_json()) == GLOSSARY


@pytest.mark.parametrize(
    ("content", "message"),
    [("terms: [", "cannot be read"), ("checked: 2026-01-01\nterms: []", "terms"), ("checked: 2026-13-01", "month")],
)
def test_a_malformed_glossary_is_refused(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "glossary.yaml").write_text(content)
    with pytest.raises(CorpusError, match=rf"glossary\.yaml: .*{message}"):
        Glossary.load(tmp_path / "glossary.yaml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A.R.S. § 33-814(G) bars it. Baker v. Gardner, 770 P.2d 766 (Ariz. 1988), agrees.",
         ["A.R.S. § 33-814(G) bars it.", "Baker v. Gardner, 770 P.2d 766 (Ariz. 1988), agrees."]),
        ("See Topic No. 431. It says no. Then stop.", ["See Topic No. 431.", "It says no.", "Then stop."]),
        ("The rule (12 U.S.C. § 1). A new one.", ["The rule (12 U.S.C. § 1).", "A new one."]),
        ('He said "I paid." $5 was due! Was it?', ['He said "I paid."', "$5 was due!", "Was it?"]),
        ("Lead:\n- one. Two.\n- three", ["Lead:", "- one.", "Two.", "- three"]),
        ("L. 2022, ch. 821, on Feb. 17 in St. Louis by Owner Inc. Smith.", ["L. 2022, ch. 821, on Feb. 17 in St. Louis by Owner Inc. Smith."]),
        ("", []),
    ],
)  # fmt: skip
def test_sentences_end_where_a_lawyer_ends_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_statute_numbers_are_words() -> None:
    assert tokens(["The 33-814(G), 12 C.F.R. 1006.26(b)(1) and 580d"])[0] == [
        "33-814", "12", "1006.26", "580d", "33-814(g)", "1006.26(b)(1)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("they sold my house in Texas, do I owe", "they sold my house, do I owe"),
        ("Is TX's rule different? In texas it is", "Is 's rule different? it is"),
        ("Texas", "Texas"),
        ("or in TX or Ohio", "or or Ohio"),
    ],
)
def test_a_states_name_is_left_out(text: str, left: str) -> None:
    assert without_state(text, "Texas", "TX") == left
