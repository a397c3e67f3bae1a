"""Whatever a model says, no answer leaves with a number, day, section or state that verification did not trace.

Thousands of drafts that are sentences of the sources with something changed go through the engine's check, and some hundred
through the whole engine. What leaves is traced again by `tests.agent.tracing`, which shares no code with the check.
"""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, ToolMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from bot.agent.engine import ModelEngine, as_seen, checked
from bot.agent.evidence import Evidence, Heard
from bot.agent.reading import read_draft
from bot.agent.tools import assess_state_rule, search_corpus
from bot.agent.verify import Support
from bot.agent.workbench import Workbench
from bot.answer.model import Answer
from bot.conversation.shortfall import Shortfall
from bot.retrieval.sentences import sentences
from tests.agent.evidence_of import TODAY, engine, evidence_of
from tests.agent.mutants import Line, draft
from tests.agent.tracing import found, strays

WHOLE = 5  # drafts for each question through the whole engine
QUESTIONS = {
    "barred": "My house in Arizona was sold at a trustee's sale on February 2, 2026, I owed $318,000 and it sold for $255,000. "
    "Can the lender still come after me?",
    "limited": "Utah trustee's sale on February 2, 2026, owed $318,000, sold for $255,000, worth $300,000. Do I owe?",
    "allowed": "Ohio sheriff's sale January 15, 2026, confirmed. I owed 210,000 and it brought 150,000. How long can they collect?",
    "depends": "They foreclosed my house in California and it sold for less than the loan. What do I owe?",
}


@dataclass
class Scene:
    """A question with what the tools tell of it. lines: sentences that a model may begin from. known: person and calculators."""

    evidence: Evidence
    bench: Workbench
    lines: list[Line]
    known: str


@pytest.fixture(scope="module")
def made() -> Shortfall:
    return engine()


@pytest.fixture(scope="module")
def scenes(made: Shortfall) -> dict[str, Scene]:
    return {name: scene_of(question, made) for name, question in QUESTIONS.items()}


def scene_of(question: str, made: Shortfall) -> Scene:
    evidence = evidence_of((question,), made)
    bench = Workbench(made.settings, made.index, evidence)
    runtime = SimpleNamespace(context=bench)
    rule = json.loads(assess_state_rule.func(runtime=runtime))  # type: ignore[attr-defined]
    searched = json.loads(search_corpus.func(runtime=runtime, query=question))  # type: ignore[attr-defined]
    lines = [
        Line(s, source["n"]) for source in (*rule["sources"], *searched["sources"]) for s in sentences(source["text"])
    ]
    lines += [Line(said["text"], n) for said in rule["in_words"] for n in said["sources"]]
    found_by_tools = {name: value for name, value in rule.items() if name not in ("sources", "in_words")}
    assessed = evidence.turn.assessment
    assert assessed is not None
    every = [*assessed.possibilities, *(p for other in assessed.otherwise for p in other.possibilities)]
    figures = [f.amount for p in every for f in (p.recoverable.figure, p.recoverable.plain) if f is not None]
    known = [question, TODAY.isoformat(), json.dumps(found_by_tools), *map(str, figures)]
    return Scene(evidence, bench, lines, "\n".join(known))


def others(name: str, scenes: dict[str, Scene], chance: random.Random) -> list[Line]:
    """Sentences about other states, over sources of this question."""
    here = scenes[name].lines
    return [
        Line(line.text, chance.choice(here).source) for other, s in scenes.items() if other != name for line in s.lines
    ]


def untraced(answer: Answer, scene: Scene) -> list[str]:
    """Everything in the answer's sentences that neither person, calculators nor the passages cited there bear out."""
    passages = {citation.n: scene.bench.index.passage(citation.passage) for citation in answer.citations}
    loose = []
    for segment in answer.segments:
        cited = [passages[n] for n in segment.citations]
        texts = [f"{p.title}\n{p.text}\n{p.cite}\n{[s.cite for s in p.sources]}\n{p.checked}" for p in cited]
        loose += [f"{stray}: {segment.text}" for stray in strays(segment.text, texts, scene.known)]
    said = found(" ".join(segment.text for segment in answer.segments)).numbers
    shown = found(re.sub(r"\[[0-9]+\]", " ", answer.text)).numbers
    return loose + [f"number {n} beside every sentence" for n in shown - said]


@pytest.mark.parametrize("many", [120, pytest.param(2000, marks=pytest.mark.thorough)])
@pytest.mark.parametrize("name", QUESTIONS)
def test_no_draft_that_stands_the_check_says_what_nothing_bears_out(
    name: str, many: int, scenes: dict[str, Scene], made: Shortfall
) -> None:
    scene, chance = scenes[name], random.Random(f"check {name}")
    beside, passed, loose = others(name, scenes, chance), 0, []
    own = scene.evidence.built_in
    for _ in range(many):
        # without the comparison of meanings, as a sentence is checked that is told while the draft is being written
        answer, faults = checked(read_draft(as_seen(draft(chance, scene.lines, beside))), scene.bench, None)
        if faults:
            continue
        passed += 1
        loose += untraced(answer, scene)
        assert (answer.state, answer.outcome, answer.amount, answer.deadline) == (
            own.state,
            own.outcome,
            own.amount,
            own.deadline,
        )
    assert not loose, loose
    assert many // 20 < passed < many // 2  # else nothing was put to the proof, or nothing was changed


class Liar(BaseChatModel):
    """A chat model that calls two tools and then says the next of its drafts, streamed in pieces where that is asked for."""

    drafts: Iterator[str]
    question: str

    @property
    def _llm_type(self) -> str:
        return "liar"

    def bind_tools(self, tools: Sequence[Any], **_: Any) -> "Liar":
        return self

    def _next(self, messages: list[BaseMessage]) -> AIMessage:
        if any(isinstance(message, ToolMessage) for message in messages):
            return AIMessage(next(self.drafts))
        rule = {"name": "assess_state_rule", "args": {}, "id": "1"}
        search = {"name": "search_corpus", "args": {"query": self.question}, "id": "2"}
        return AIMessage("", tool_calls=[rule, search])

    def _generate(self, messages: list[BaseMessage], *_: Any, **__: Any) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=self._next(messages))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: Any = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **_: Any,
    ) -> Iterator[ChatGenerationChunk]:
        whole = self._next(messages)
        if whole.tool_calls:
            pieces = [
                {"name": c["name"], "args": json.dumps(c["args"]), "id": c["id"], "index": n}
                for n, c in enumerate(whole.tool_calls)
            ]
            yield ChatGenerationChunk(message=AIMessageChunk(content="", tool_call_chunks=pieces))
            return
        for piece in re.findall(r".{1,160}", whole.text, re.DOTALL):
            chunk = ChatGenerationChunk(message=AIMessageChunk(content=piece))
            if run_manager is not None:
                run_manager.on_llm_new_token(piece, chunk=chunk)
            yield chunk


@pytest.mark.parametrize("name", QUESTIONS)
def test_nothing_untraced_leaves_the_engine_in_the_answer_or_while_it_is_written(
    name: str, scenes: dict[str, Scene], made: Shortfall
) -> None:
    scene, chance = scenes[name], random.Random(f"engine {name}")
    beside, own = others(name, scenes, chance), scene.evidence.built_in
    question = QUESTIONS[name]
    drafts = (draft(chance, scene.lines, beside) for _ in range(20 * WHOLE))
    liar = ModelEngine(made.settings.model_copy(update={"model": "fake:liar"}), Liar(drafts=drafts, question=question))
    sources = "\n".join(
        f"{p.title}\n{p.text}\n{p.cite}\n{[s.cite for s in p.sources]}\n{p.checked}"
        for p in map(made.index.passage, scene.bench.sources)
    )
    spoken = told = 0
    for _ in range(WHOLE):
        heard: list[Heard] = []
        answer = liar.speak(scene.evidence, (), made.index, heard.append)
        assert answer.model is not None
        assert answer.model.replaced is None or "did not stand the check" in answer.model.replaced
        assert answer.model_copy(update={"model": None}) == own or untraced(answer, scene) == []
        assert answer.outcome == own.outcome
        for one in heard:
            told += one.kind == "sentence"
            assert strays(one.text, [sources], scene.known) == []
        spoken += answer.engine == "fake:liar"
    assert spoken + told > 0  # something left


PLANTED = """
97 days | ninety-seven days | ninety‑seven days | ninetyseven days | 97-day | ９７ days | 9\u200b7 days | 9\u03367 days | ٩٧ days
𝟗𝟕 days | ¹⁷ days | ⑰ days | 9[2]7 days | 97\u00a0days | 9 7 days | &#57;&#55; days | minus 97 days | a dozen days | a fortnight
a decade | a couple of years | four and a half years | one hundred eighty-one days | a year and a day | XC days | $17K
17 thousand dollars | sixteen hundred dollars | half a million dollars | a quarter of a million dollars | $190,0000 | $7225,000 | $1.7e4
until 3/17/2031 | until the seventeenth of March | until 2031 | until mid-2031 | September 9, 2031
"""
FRAMES = (
    "The lender has {} to sue you after the sale. [1]",
    "You will owe the lender {}. [1]",
    "{} is all that is left. [1][2]",
)


@pytest.mark.parametrize("form", [one.strip() for one in PLANTED.replace("\n", "|").split("|") if one.strip()])
def test_a_number_that_no_source_holds_does_not_pass_in_any_form(
    form: str, scenes: dict[str, Scene], made: Shortfall
) -> None:
    bench = scenes["barred"].bench
    for frame in FRAMES:
        said = read_draft(as_seen(frame.format(form)))
        # the comparison of meanings takes longest, and is seldom what finds a number
        quick = checked(said, bench, None)[1]
        assert quick or checked(said, bench, Support(made.index.embedder))[1], said


# what the tracing itself must find, so that a silence of it means something
STRAYS = [
    ("It has ninety days.", "number 90"),
    ("It has 9\u200b1 days.", "number 91"),
    ("It has 3 months.", "3 month"),
    ("It may take $45,001.", "number 45001"),
    ("It may take $45,0000.", "broken number 45,0000"),
    ("Sue by March 2, 2026.", "day (2026, 3, 2)"),
    ("See § 33-815(G).", "section 33-815"),
    ("So held Harrow v. Plimpton.", "case Harrow v. Plimpton"),
    ("In Texas it may.", "state Texas"),
]
KNOWN = "I owed $45,000; 3 days; March 1, 2026 in Arizona; two of us"


@pytest.mark.parametrize(("sentence", "stray"), STRAYS)
def test_the_tracing_finds_what_has_no_source(sentence: str, stray: str) -> None:
    assert any(one.startswith(stray) for one in strays(sentence, ["Sued within 60 days. A.R.S. § 33-814(G)"], KNOWN))


def test_the_tracing_lets_what_is_borne_out_pass() -> None:
    said = "In Arizona you owed 45,000 dollars on March 1, 2026; it has sixty days, three days more (§ 33-814(G)). Two things matter."
    assert strays(said, ["Sued within 60 days. A.R.S. § 33-814(G)"], KNOWN) == []
