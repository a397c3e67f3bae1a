"""Misspelt words are put right, and what only looks misspelt is left."""

import pytest

from bot.understand.spelling import spelt


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("the trustees aution was befor octobr", "the trustees auction was before october"),
        ("we owd 90,000 and it wnet for 70,000", "we owed 90,000 and it went for 70,000"),
        ("no juge ever comfirmed it in cort", "no judge ever confirmed it in court"),
        ("the apraiser says it was wurth more", "the appraiser says it was worth more"),
        ("she singed the volantary agreemnt", "she signed the voluntary agreement"),
        ("the hole line of credit", "the whole line of credit"),
        ("a deed in lue", "a deed in lieu"),
        ("the lendor never maild a notise", "the lender never mailed a notice"),
        ("THE SHARIFF SOLD ARE HOUSE", "THE sheriff SOLD our HOUSE"),
        ("sold on Octobr 14", "sold on October 14"),
        ("frist lein", "first lien"),
        ("a law suit was filled", "a lawsuit was filed"),
        ("it sld fr 100 but was wrth 120", "it sold fr 100 but was worth 120"),
        (
            "theres a program, ive heard, and youre sure weve time",
            "there's a program, i've heard, and you're sure we've time",
        ),
        ("sale by ad, bank bot it back", "sale by advertisement, bank bought it back"),
        ("owed200k sold for150,000 worth$160k", "owed 200k sold for 150,000 worth $160k"),
        ("sold 15O,000", "sold 150,000"),
        ("thats it, theyre gone and hes sure youll pay", "that's it, they're gone and he's sure you'll pay"),
        ("whats R.E.O. and M.E.R.S.", "what's REO and MERS"),
        ("pmi covered it, bpo 170k", "pmi covered it, bpo 170k"),
        ("mtg 2 mo behind, 3 pymts. 2nd mtge", "mortgage 2 mo behind, 3 payments. 2nd mortgage"),
    ],
)
def test_a_misspelt_word_is_put_right(wrong: str, right: str) -> None:
    assert spelt(wrong) == right


@pytest.mark.parametrize(
    "text",
    [
        "jgmt 185k, w/ PHH, SFR, O/O, f/c by advt",
        "the judg was 185k, bal due per payoff ltr",
        "Mr. Kowalczyk bought it",  # a name
        "the house in Schenectady, then Ypsilanti and kalamazoo",  # towns
        "we lived in des moines, then el paso and terre haute",  # towns whose words alone are none
        "my neighbor canceled the installment",  # American spellings
        "write to someone@exmaple.com, see www.forclosre.com",
        "he wears a soled shoe, and the garden hose bib leaks",
        "refi'd with a HELOC, repo'd car",
        "those f***ing people",
        "a libel suit",
        "mtg at 3 with the mtg. co, mtg'd in 2019",
    ],
)
def test_what_only_looks_misspelt_is_left(text: str) -> None:
    assert spelt(text) == text


def test_a_text_of_nonsense_is_left_as_it_is() -> None:
    nonsense = " ".join(f"qu{a}{b}xov" for a in "bcdfghjklm" for b in "aeioubcdfg")
    assert spelt(nonsense) == nonsense
