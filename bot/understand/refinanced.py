"""A Texas home equity loan that was refinanced into an ordinary loan, which ends the protection of the first."""

import re

from bot.understand.factreading import FactReading

_INTO_ORDINARY = re.compile(
    r"\brefi(?:nanc\w+|'?e?d)?\b(?: \w+){0,5}? (?:into|as|to) (?:an? |our |my )?(?:new |plain )?(?:\w+ )?"
    r"(?:(?:regular|ordinary|conventional|normal|standard) (?:\w+[- ]){0,3}?(?:loan|mortgage|one)\b|non[- ](?:home[- ])?equity\b)"
    r"|\brefi(?:nanc\w+|'?e?d)?\b[^.;!?\n]{0,60}\(f\) ?\(2\)",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:never|not|n't|no|without|if|could|can)\b(?: \w+){0,3} $", re.IGNORECASE)


def into_ordinary(text: str) -> bool:
    """Whether an equity loan is told to have been refinanced into one that is none (Tex. Const. art. XVI, § 50(f)(2)).

    >>> into_ordinary("home equity loan refinanced into a regular loan"), into_ordinary("never refinanced into a regular loan")
    (True, False)
    """
    match = _INTO_ORDINARY.search(text)
    return match is not None and not _DENIED.search(text[: match.start()])


def with_the_later_loan(text: str, where: str | None, facts: tuple[FactReading, ...]) -> tuple[FactReading, ...]:
    """The facts, with the kind of the loan that was foreclosed and not of the one that it paid off."""
    loans = [f for f in facts if f.fact == "loan"]
    if where != "TX" or not loans or not into_ordinary(text):
        return facts
    later = loans[-1].model_copy(update={"value": "refinance"})
    return (*(f for f in facts if f.fact != "loan"), later)
