"""What a homeowner reads is at ninth grade or below: the guide, the federal rules, the terms, and usual answers.

The grade is Flesch and Kincaid's as the evaluation measures it: statutes and tables left out, a number a short word.
A page of the library is graded as a whole and a section of the guide by itself; a term of a line or two is too short to
be graded alone, so the terms are graded by their letter, as they are read.
"""

from functools import cache
from itertools import groupby

import pytest

from bot.settings import get_settings
from evals.measures.style import ReadingGrade
from evals.reply import Reply
from ingest.load import Corpus, Guide, load_corpus
from ingest.render import render_federal, render_guide
from ingest.schema import FederalFile
from tests.conversation.talker import engine
from tests.evals.hand import probe

NINTH = 9.0
# answers that may be harder to read, each with the reason
HARDER: dict[str, str] = {}
QUESTIONS = (
    "My house in Arizona was sold at a trustee's sale. Can the bank still come after me?",
    "Michigan: we owed $150,000, the house sold for $90,000. Do I owe $60,000?",
    "Is a short sale better than letting them take the house?",
    "Utah trustee's sale, owed $318,000, sold for $255,000, worth $300,000",
    "What is a deficiency judgment?",
    "I got a summons about my old mortgage in Ohio. What do I do?",
    "How long does the lender have to sue me in Georgia?",
    "Can they take my wages for this?",
    "Can they take my Social Security?",
    "Will I owe taxes if the bank forgives the rest?",
    "What does a 1099-C mean?",
    "Does bankruptcy get rid of the shortfall?",
    "I have a second mortgage in California and the first one foreclosed. Do I owe the second?",
    "Florida: they foreclosed in court, I owed $240,000, it sold for $180,000 and was worth $220,000",
    "Can I get my house back after the sale in Michigan?",
    "What is redemption?",
    "A debt collector calls about a house I lost years ago in Texas.",
    "How do I ask the bank to waive the deficiency?",
    "Should I take their offer of $12,000 on a $60,000 claim?",
    "What should I do first?",
    "Where can I get free help?",
    "How bad is a foreclosure for my credit?",
    "My VA loan was foreclosed. Do I owe the VA?",
    "I had an FHA loan in Illinois. Can they sue me for the rest?",
    "My ex kept the house and it was foreclosed. I am on the loan. Am I liable?",
    "My father died and his house was foreclosed. Do I have to pay?",
    "The house sold for more than I owed. Who gets the money?",
    "What is the difference between recourse and nonrecourse?",
    "Which states do not allow deficiency judgments?",
    "New York, sale was on June 3, 2026. Until when can they ask for a deficiency judgment?",
    "Washington trustee's sale of my home, loan from a bank. Am I safe?",
    "I gave the bank a deed in lieu in Nevada. Do I still owe?",
    "Pennsylvania sheriff's sale, owed $200,000, sold for $120,000, worth $190,000",
    "Minnesota, sold at a sheriff's sale without a court. Can they sue?",
    "Somebody says they can stop the sale for a fee. Is that a scam?",
    "When do I have to move out after the sale?",
    "What can I say in my answer to the lawsuit?",
    "The bank sold the house for half of what it is worth. Is that allowed?",
    "Can they freeze my bank account without telling me?",
    "How is a deficiency calculated?",
)


@cache
def corpus() -> Corpus:
    return load_corpus(get_settings().corpus_dir)


def grade(text: str) -> float:
    """The grade of a text as the evaluation measures an answer's."""
    return float(ReadingGrade().score(probe(), Reply(text=text)).value)


@pytest.mark.parametrize("guide", corpus().guides, ids=lambda guide: guide.head.id)
def test_a_guide_and_each_of_its_sections_reads_easily(guide: Guide) -> None:
    sections = {passage.id: passage.text for passage in render_guide(guide)}
    hard = {id: found for id, text in sections.items() if (found := grade(text)) > NINTH}
    assert not hard
    assert grade("\n\n".join(sections.values())) <= NINTH


@pytest.mark.parametrize("file", corpus().federal, ids=lambda file: file.id)
def test_a_federal_rule_reads_easily(file: FederalFile) -> None:
    assert grade("\n\n".join(passage.text for passage in render_federal(file))) <= NINTH


def test_the_terms_of_each_letter_read_easily() -> None:
    glossary = corpus().glossary
    assert glossary is not None
    terms = sorted(glossary.terms, key=lambda term: term.term.casefold())
    for letter, group in groupby(terms, key=lambda term: term.term[0].upper()):
        assert grade("\n\n".join(term.plain for term in group)) <= NINTH, letter


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_to_a_usual_question_reads_easily(question: str) -> None:
    found = grade(engine().ask(question).text)
    assert found <= NINTH or question in HARDER


def test_no_answer_is_excused_without_need() -> None:
    assert len(QUESTIONS) == 40 and set(HARDER) <= set(QUESTIONS)


def test_a_hard_text_is_found() -> None:
    hard = "Notwithstanding the aforementioned anti-deficiency legislation, institutional mortgagees occasionally "
    assert grade(hard + "initiate supplementary proceedings against guarantors.") > NINTH
