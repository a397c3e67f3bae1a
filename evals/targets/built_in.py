"""Shortfall's own engine in this process."""

import hashlib
import time
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Literal

from bot.conversation.sheet import CaseSheet
from bot.conversation.shortfall import Shortfall, checked_text
from bot.conversation.work import Work
from bot.errors import QuestionError, ShortfallError
from bot.retrieval.published import current_build
from bot.settings import ROOT, Settings, get_settings
from evals.cases import TODAY
from evals.reply import Reply
from evals.targets.base import Target

Said = tuple[tuple[Literal["user", "assistant"], str], ...]
NO_QUESTION = "not a question"
SOURCES = ("py", "yaml", "tsv", "md")  # prompt.md among them


class BuiltIn(Target):
    """The built-in engine, asked on the day of the cases; no model words anything, whatever the environment names."""

    name = "built-in"
    in_processes = True

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = (settings or get_settings()).model_copy(update={"today": TODAY, "model": ""})

    @cached_property
    def engine(self) -> Shortfall:
        """Opened with the first question, in the process that asks."""
        return Shortfall(self.settings)

    @property
    def fingerprint(self) -> str:
        """The engine's sources and the build of the index: an answer of other code is no answer of this one."""
        digest = hashlib.sha256(current_build(self.settings.index_dir).name.encode())
        for path in sorted(path for kind in SOURCES for path in (ROOT / "bot").rglob(f"*.{kind}")):
            digest.update(path.read_bytes())
        return f"built-in {digest.hexdigest()[:16]}"

    def talk(self, turns: Sequence[str]) -> list[Reply]:
        replies: list[Reply] = []
        work = Work(text="")
        for number, text in enumerate(turns):
            began = time.perf_counter()
            try:
                work = self.engine.steps.run(
                    Work(
                        text=checked_text(text),
                        talk=self._said(zip(turns[:number], replies, strict=True)),
                        before=work.sheet or CaseSheet(),
                        last=work.answer,
                    )
                )
            except QuestionError as error:
                replies.append(Reply(text=str(error), reason=NO_QUESTION, engine="built-in", latency_ms=0))
                continue
            except ShortfallError:
                raise
            except Exception as error:  # a crash is a missing answer to this question, not the end of the run
                why = f"{type(error).__name__}: {error}"
                return replies + [Reply.failed(why) for _ in turns[len(replies) :]]
            assert work.answer is not None
            took = (time.perf_counter() - began) * 1000
            replies.append(Reply.model_validate({**work.answer.model_dump(), "latency_ms": took}))
        return replies

    def _said(self, before: Iterable[tuple[str, Reply]]) -> Said:
        """What a model is told of the turns before."""
        return ()
