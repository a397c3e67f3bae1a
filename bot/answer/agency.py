"""What a federal agency may take of pay or of Social Security without a court: fifteen percent, and never the protected part."""

import re
from decimal import Decimal

from bot.answer.draft import Draft
from bot.answer.turn import Turn
from bot.calculator import Figure, benefit_offset, dollars, withholding_cap
from bot.understand.question import Question

WITHHOLDING = "federal/federal-debt-collection-without-court#wage-withholding"
OFFSET = "federal/federal-debt-collection-without-court#benefits-and-refunds"
RIGHTS = "federal/federal-debt-collection-without-court#your-rights"
PRIVATE = "federal/federal-debt-collection-without-court#no-court-needed"
HEARING = "You may ask for a hearing about the debt or about the payment terms before the agency takes your pay."
PAY_WORDS = {"weekly": "week", "biweekly": "two weeks", "semimonthly": "half month", "monthly": "month"}

# who collects: the government for a debt to itself
_AGENCY = re.compile(
    r"\btreasury\b|\bfederal (?:agency|government|debt)\b|\b(?:the )?(?:government|gov|feds)\b|\badministrative (?:wage )?(?:garnishment|offset)\b"
    r"|\bA\.?W\.?G\b|\boffsets?\b|\bHUD(?! (?:approved|counsel|homes?))\b|\bUSDA\b|\brural (?:development|housing)\b|\bfarm service\b|\bRHS\b|\bdebt management center\b",
    re.IGNORECASE,
)
# what only a private creditor does
_PRIVATE = re.compile(
    r"\b(?:bank|lender|collector|creditor|chase|wells|debt buyer|credit union)\b[^.?!]{0,40}\b(?:judge?ment|garnish\w*|sued|levy|levied)\b"
    r"|\b(?:has|got|have|won|with) (?:a |the |their )?(?:\w+ )?judge?ment\b",
    re.IGNORECASE,
)
_BENEFIT = re.compile(
    r"\bsocial security\b|\bon SS\b|\bSS (?:checks?\b|income\b|benefits?\b|(?:of )?\$?\d)|\bSSDI\b|\bSSA\b|\bdisability\b|\bretirement benefits?\b",
    re.IGNORECASE,
)
_SSI = re.compile(r"\bSSI\b|\bsupplemental security\b", re.IGNORECASE)


def is_of_benefits(question: Question) -> bool:
    """Whether what somebody receives is told as Social Security, which is no pay.

    >>> from datetime import date
    >>> from bot.understand.read import read_question
    >>> is_of_benefits(read_question("I draw 1,150 social security", date(2026, 11, 23), None, first=True))
    True
    """
    return _BENEFIT.search(question.text) is not None or _SSI.search(question.text) is not None


def _is_of_an_agency(question: Question) -> bool:
    """Whether a federal agency collects for itself, and no lender with a judgment."""
    return _AGENCY.search(question.text) is not None and _PRIVATE.search(question.text) is None


def answer_agency(draft: Draft, turn: Turn) -> bool:
    """The most that a federal agency may take of the pay or benefit that was told; False where none was."""
    question = turn.question
    pay = question.money("income")
    if pay is None or not _is_of_an_agency(question):
        return False
    draft.state = turn.state or draft.state
    if is_of_benefits(question):
        return not _SSI.search(question.text) and _benefit(draft, pay)
    if question.gross or (question.frequency is not None and question.frequency not in PAY_WORDS):
        return False  # the rule in words says more than a sum from pay that is not the paycheck
    draft.used("calculate_withholding_cap")
    period = PAY_WORDS[question.frequency or "weekly"]
    cap = withholding_cap(pay, question.frequency or "weekly")
    _say(draft, cap, f"of each {period}'s pay" if period != "two weeks" else "of each two-week paycheck", WITHHOLDING)
    if not question.take_home:
        draft.add(
            f"I took {dollars(pay)} as your pay for a {period} after taxes; from the gross pay the sum would come out too high.",
            WITHHOLDING,
            kind="reading",
        )
    draft.say(
        "A federal agency must mail you written notice at least 30 days before pay withholding begins.", WITHHOLDING
    )
    draft.add(HEARING, RIGHTS)
    draft.say(
        "A private lender or a debt buyer has no power to collect without a court and must sue you first.", PRIVATE
    )
    return True


def _benefit(draft: Draft, benefit: Decimal) -> bool:
    draft.used("calculate_benefit_offset")
    _say(draft, benefit_offset(benefit), "a month of that benefit", OFFSET)
    draft.say("Supplemental Security Income (SSI) is not taken under the offset rule.", OFFSET)
    draft.add(
        "Not confirmed for 2026: the Social Security figures were read in a Treasury table archived in 2008.", OFFSET
    )
    draft.say(HEARING, RIGHTS)
    return True


def _say(draft: Draft, cap: Figure, of_what: str, passage: str) -> None:
    """The cap and how it came about."""
    draft.figure(cap)
    draft.amount = cap.amount
    protected, share, excess = cap.steps[1:4]
    if cap.amount == 0:
        draft.say(
            f"**Nothing {of_what}: the first {dollars(protected.amount)} are out of a federal agency's reach.**",
            passage,
            kind="arithmetic",
        )
        return
    draft.say(
        f"**At most {dollars(cap.amount)} {of_what}, where the debt is owed to a federal agency.** No court judgment is needed for that.",
        passage,
        kind="arithmetic",
    )
    draft.say(
        f"The smaller of two sums: {share.expression} = {dollars(share.amount)}, and {excess.expression} = {dollars(excess.amount)}.",
        passage,
        kind="arithmetic",
    )
