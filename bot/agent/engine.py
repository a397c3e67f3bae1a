"""The language-model engine: a draft over the tools, checked, sent back once, and replaced where it fails again."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from langchain.agents import create_agent
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, AnyMessage, HumanMessage

from bot.agent.chatmodel import open_model
from bot.agent.evidence import Evidence, Heard, Listen, Talk
from bot.agent.faults import ModelFault, as_fault
from bot.agent.middleware import stack
from bot.agent.reading import Said, read_draft, whole_sentences
from bot.agent.spans import span
from bot.agent.sums import SUMS
from bot.agent.tools import TOOLS
from bot.agent.verify import Support, check
from bot.agent.workbench import Workbench
from bot.answer.draft import Draft
from bot.answer.model import Answer, ModelUse
from bot.answer.verify import Fault
from bot.retrieval.search import Index
from bot.settings import Settings

PROMPT = Path(__file__).with_name("prompt.md")
DRAFTS = 2
_UNSEEN = frozenset({"Cf", "Mn", "Me", "Co", "Cn", "Cs"})
# 190,0000 is read as one number by some and as another by others; a fortnight is a number that is not written as one
_UNREAD = re.compile(
    r"[0-9],(?![0-9]{3}(?![0-9]))[0-9]|[0-9]{4},[0-9]{3}|\b(?:fortnight|decade|centur(?:y|ie)|lifetime)s?\b",
    re.IGNORECASE,
)


class ModelEngine:
    """A chat model that speaks for Shortfall. Usable from several threads at once.

    The law engine's result stays what it is (outcome, amount, deadlines, figures, what is asked for): the model only words it.
    """

    def __init__(self, settings: Settings, model: BaseChatModel | None = None) -> None:
        """Open the model that the settings name. Raises ModelFault."""
        opened = model or open_model(settings)
        if opened is None:
            raise ModelFault("bad_setting", "SHORTFALL_MODEL names no model.")
        self.settings, self.name = settings, settings.model
        self._support: Support | None = None  # kept, because it remembers what passages mean
        self._agent: Any = create_agent(
            opened,
            [*TOOLS, *SUMS],
            system_prompt=PROMPT.read_text("utf-8"),
            middleware=stack(opened, settings),
            context_schema=Workbench,
        )

    def speak(self, evidence: Evidence, talk: Talk, index: Index, listen: Listen | None = None) -> Answer:
        """The answer to a turn, in the model's words if they stand the check, else in the built-in engine's.

        talk: what was said before, oldest first. listen: is told each sentence once it was checked.
        """
        bench = Workbench(self.settings, index, evidence)
        messages: list[AnyMessage] = [
            *(_message(role, text) for role, text in talk),
            _message("user", evidence.said[-1]),
        ]
        corrected: tuple[str, ...] = ()
        faults: list[Fault] = []
        for number in range(1, DRAFTS + 1):
            try:
                with span("model", draft=number):
                    messages = self._draft(messages, bench, listen)
                text = as_seen(bench.redactor.restore(messages[-1].text))
            except Exception as error:
                # providers and their clients raise what they like; each becomes words for people
                return self._built_in(bench, number, str(as_fault(error)))
            with span("verify", draft=number) as note:
                # opened only now: where the model cannot be reached, nothing need be loaded
                support = self._support = self._support or Support(index.embedder)
                answer, faults = checked(read_draft(text), bench, support)
                note(faults=len(faults))
            if not faults:
                used = self._use(bench, number).model_copy(update={"corrected": corrected})
                return answer.model_copy(update={"engine": self.name, "model": used})
            if listen is not None:
                listen(Heard("again"))
            corrected = tuple(dict.fromkeys(fault.rule for fault in faults))
            messages.append(_message("user", sent_back(faults)))
        replaced = "The model's words did not stand the check against the law engine and the sources."
        return self._built_in(bench, DRAFTS, replaced, corrected)

    def _draft(self, messages: list[AnyMessage], bench: Workbench, listen: Listen | None) -> list[AnyMessage]:
        """The talk up to the draft, which comes last; its sentences are told as they come, each after its own check."""
        told, writing, shown, looked_at = "", None, 0, 0
        talk: list[AnyMessage] = []
        for mode, piece in self._agent.stream(
            {"messages": list(messages)}, context=bench, stream_mode=["messages", "values"]
        ):
            if mode == "values":
                talk = piece["messages"]
                continue
            chunk, about = piece
            if listen is None or about.get("langgraph_node") != "model" or not isinstance(chunk, AIMessageChunk):
                continue
            if chunk.id != writing:
                if shown:
                    listen(Heard("again"))
                told, writing, shown, looked_at = "", chunk.id, 0, 0
            told += chunk.text
            sentences = read_draft(as_seen(bench.redactor.restore(whole_sentences(told))))
            if len(sentences) <= looked_at:
                continue
            looked_at = len(sentences)
            if bench.tools and not checked(sentences, bench, None)[1]:
                for one in sentences[shown:]:
                    listen(Heard("sentence", one.text))
                shown = len(sentences)
        return talk

    def _built_in(self, bench: Workbench, drafts: int, why: str, faults: tuple[str, ...] = ()) -> Answer:
        used = self._use(bench, drafts).model_copy(update={"replaced": why, "faults": faults})
        return bench.evidence.built_in.model_copy(update={"model": used})

    def _use(self, bench: Workbench, drafts: int) -> ModelUse:
        use = bench.use
        return ModelUse(name=self.name, drafts=drafts, calls=use.calls, read=use.read, written=use.written)


def checked(said: Sequence[Said], bench: Workbench, support: Support | None) -> tuple[Answer, list[Fault]]:
    """A draft as an answer, and all that is wrong with it. support: compares meanings too."""
    built_in = bench.evidence.built_in
    draft = Draft(bench.index)
    faults = []
    for place, one in enumerate(said):
        passages = [bench.passage_of(n) for n in one.sources]
        if None in passages:
            faults.append(Fault(rule="source that no tool gave", detail=one.text, segment=place))
        source = " ".join(bench.index.passage(p).text for p in passages if p is not None).lower()
        unread = _UNREAD.search(one.text)
        if unread and (unread[0][0].isdigit() or unread[0].lower() not in source):
            faults.append(Fault(rule="number that cannot be read", detail=f"{unread[0]} in: {one.text}", segment=place))
        put = {"paragraph": draft.say, "inline": draft.add, "item": draft.point}[one.place]
        put(one.text, *(p for p in passages if p is not None), kind=one.kind)
    written = draft.answer()
    asks = any(one.kind == "question" for one in said)
    answer = built_in.model_copy(
        update={
            "text": written.text,
            "segments": written.segments,
            "citations": written.citations,
            "tools": tuple(dict.fromkeys((*built_in.tools, *bench.tools))),
            "asked": built_in.asked if asks else None,
        }
    )
    if not said:
        faults.append(Fault(rule="empty draft", detail=""))
    return answer, [*faults, *check(answer, bench.found(), support)]


def as_seen(text: str) -> str:
    """A text in the characters that a reader takes it for, so that no number hides in other digits or between unseen marks.

    >>> as_seen("９\u200b０ days, ٩٠ days, ½")
    '90 days, 90 days, 1/2'
    """
    same = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) not in _UNSEEN)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in same).replace("⁄", "/")


def sent_back(faults: Sequence[Fault]) -> str:
    """What a model is told of its faulty draft."""
    lines = [f"- {fault.rule}: {fault.detail}" for fault in faults[:12]]
    return (
        "A check against the tools and the cited sources found faults in your draft. Write the whole answer again without them, "
        "keeping what was right, and say nothing of this check.\n" + "\n".join(lines)
    )


def _message(role: str, text: str) -> AnyMessage:
    # the redaction puts each message in the place of the one with its id
    kind = HumanMessage if role == "user" else AIMessage
    return kind(content=text, id=uuid4().hex)
