"""Errors for people: what happened, what it means, what to do."""


class ShortfallError(Exception):
    """Base of every error Shortfall raises on purpose; its message names the fix."""


class AmountError(ShortfallError):
    """An amount, rate or percentage that cannot be. `field` names the input."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field


class DateError(ShortfallError):
    """A date or period that cannot be. `field` names the input."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field


class CorpusError(ShortfallError):
    """A corpus file that cannot be used. The message names the file and field."""


class SearchIndexError(ShortfallError):
    """No index, a foreign or a corrupt one. The message says what to run."""


class ModelError(ShortfallError):
    """The embedding model is missing or is not the published one."""


class QuestionError(ShortfallError):
    """A question that cannot be read: empty, or far too long."""


class CaseError(ShortfallError):
    """A change to the case that cannot be. The message says what can."""


class ConversationError(ShortfallError):
    """A conversation that is not there or is busy, or a place for conversations that cannot be used."""


class ConversationMissingError(ConversationError):
    """There is no conversation, or no turn of it, of that name."""


class ConversationBusyError(ConversationError):
    """Another turn of the conversation lasts too long; ask again."""


class SettingsError(ShortfallError):
    """A SHORTFALL_… variable that cannot be used. The message names it."""


class OperationError(ShortfallError):
    """A backup or a restore that cannot be. The message says what was left as it is and what to do."""
