"""What a target must do."""

from abc import ABC, abstractmethod
from collections.abc import Sequence

from evals.reply import Reply


class Target(ABC):
    """Something that answers questions.

    name: as it was given on the command line. in_processes: whether several are asked in processes of their own (a target
    that computes) rather than in threads (one that waits).
    """

    name: str
    in_processes: bool = False

    @property
    def fingerprint(self) -> str:
        """What an earlier answer must share to be taken again."""
        return self.name

    @abstractmethod
    def talk(self, turns: Sequence[str]) -> list[Reply]:
        """One conversation from its beginning: the reply to each turn, in order. A failure is a reply with `error`."""
