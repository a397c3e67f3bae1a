"""Which exception to a rule that bars the claim is told beside it: the one that the question speaks of, or else the first."""

import re

from bot.law.record_parts import RuleCase

SHORT = 24  # words; a longer exception that the question does not speak of is left to its source
_SHARED = 2  # words that question and exception have in common and the rule itself does not have
_WORD = re.compile(r"[a-z]{3,}")
# words of any case about a foreclosure, which single out no exception
_COMMON = frozenset(
    "the and for not was were are that this with from your you who has have had its may can does did out any all one two into when where "
    "after before under than only still even such they their them there which what his her our loan loans lender lenders bank "
    "house home homes mortgage sale sold sale's court debt deed owed owe owes money paid pay foreclosure foreclosed deficiency "
    "borrower owner owners property trustee claim judgment rest state law".split()
)


def exception_to(case: RuleCase, text: str) -> str | None:
    """The exception to tell; None where the first is long or about a second lender, which is told as what would change it."""
    asked, rule = _words(text), _words(case.effect)
    shared = {one: len((_words(one) & asked) - rule - _COMMON) for one in case.exceptions}
    named = max(shared, key=lambda one: shared[one], default=None)
    if named is not None and shared[named] >= _SHARED:
        return named
    first = next(iter(case.exceptions), "")
    return first if first and len(first.split()) <= SHORT and "second" not in first else None


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))
