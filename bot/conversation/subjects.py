"""Which questions the guide and the federal rules answer, and which the state's rule, by the subjects that they speak of."""

import re

from bot.answer.section_words import NO_STATES
from bot.answer.turn import Turn
from bot.topics import Topic
from bot.understand.intent import LAW

# subjects that a state's record does not decide; the guide and the federal rules do
GENERAL = frozenset(
    {
        Topic.SHORT_SALE,
        Topic.DEED_IN_LIEU,
        Topic.SETTLEMENT,
        Topic.GARNISHMENT,
        Topic.BANK_LEVY,
        Topic.CREDIT,
        Topic.TAX,
        Topic.BANKRUPTCY,
        Topic.SURPLUS,
        Topic.COSIGNER,
        Topic.MOVING_OUT,
        Topic.SERVICING,
        Topic.DEBT_COLLECTOR,
        Topic.FEDERAL_LOAN,
        Topic.MILITARY,
        Topic.SCAM,
        Topic.HELP,
        Topic.LAWSUIT,
        Topic.DEFENSES,
        Topic.SALE_NOTICE,
        Topic.FIRST_STEPS,
        Topic.KEEP_HOME,
        Topic.REVERSE_MORTGAGE,
        Topic.COLLECTION,
    }
)
# subjects that the very words of a foreclosure story touch ("the bank took me to court, the judge signed")
STORY = frozenset(
    {
        Topic.SHORT_SALE,
        Topic.DEED_IN_LIEU,
        Topic.LAWSUIT,
        Topic.COLLECTION,
        Topic.SALE_NOTICE,
        Topic.FIRST_STEPS,
        Topic.KEEP_HOME,
        Topic.REVERSE_MORTGAGE,
        Topic.FEDERAL_LOAN,
    }
)
_LOST = re.compile(r"\bfor?e?clos|\bauction|\bsold (?:my|our|the)|\blost (?:my|our|the) (?:house|home)", re.IGNORECASE)
# a state that is named beside these only tells where the house is
NATIONAL = NO_STATES | {Topic.SETTLEMENT, Topic.KEEP_HOME}
_CONDUCT = re.compile(
    r"\b(?:calls?|calling|phones?|phoning|texts?|texting|harass\w*|threat\w*|voice ?mails?)\b", re.IGNORECASE
)
TAKING = frozenset({Topic.GARNISHMENT, Topic.BANK_LEVY, Topic.COLLECTION, Topic.DEBT_COLLECTOR})
_TAKEN = frozenset({"wages", "bank_account"})  # what is asked of them is what may be taken, and not whether
# what becomes of these after a judgment, and who helps, no state's record says
THINGS = re.compile(
    r"\bdefault(?:ed)? judge?ment\b|\b(?:free|afford|get|find|need|hire) (?:\w+ ){0,2}(?:lawyer|attorney|legal (?:help|aid))\b|\bhomestead (?:exempt\w*|protect\w*|law|right|cap|limit)|\bhomestead\b[^.?!]{0,40}\b(?:lien|judgment|creditor)|"
    r"\bjudge?ment\b[^.?!]{0,25}\blien (?:on|against)\b|\blien (?:on|against) (?:my|our) (?:new|next|other|current|second) (?:house|home|place|property)\b|"
    r"\binterest\b[^.?!]{0,60}\bjudge?ment\b|\bjudge?ment\b[^.?!]{0,40}\binterest\b|"
    r"(?<!\blost )(?<!repossessed )(?<!\brepoed )(?<!\bsold )(?<!borrowed from )(?<!borrowed against )(?<!cashed out )(?<!cashed in )(?<!drained )(?<!emptied )(?<!\bused )(?<!\bspent )"
    r"\bmy (?:car|truck|van|suv|furniture|stuff|belongings|tools|things|boat|401 ?\(?k|pension|retirement|ira)\b",
    re.IGNORECASE,
)
# subjects that are meant although a question also asks about the rule
PRESSING = frozenset(
    {
        Topic.GARNISHMENT,
        Topic.BANK_LEVY,
        Topic.CREDIT,
        Topic.TAX,
        Topic.BANKRUPTCY,
        Topic.COSIGNER,
        Topic.SCAM,
        Topic.MILITARY,
    }
)
# subjects of a question about what other people owe
OF_PEOPLE = frozenset({Topic.COSIGNER, Topic.COLLECTION, Topic.DEBT_COLLECTOR, Topic.KEEP_HOME, Topic.FIRST_STEPS})
# subjects that are asked about beside the sums of a case: 52,000 on a credit report, 2,500 for a rescuer
BESIDE = frozenset({Topic.CREDIT, Topic.SCAM})


def is_general(turn: Turn) -> bool:
    """Whether the guide or the federal rules answer the question rather than the state's deficiency rule."""
    question = turn.question
    if any(part.subject.startswith("definition") for part in question.parts[:1]) and not question.tells:
        return not question.state
    said = question.intents or question.tells or question.states or question.loose or question.loose_days
    subjects = set(question.topics) & GENERAL
    if Topic.DEBT_COLLECTOR in subjects and _CONDUCT.search(question.text) and not set(question.intents) & LAW:
        return True  # how collectors behave is federal law, whatever is left of the claim
    if question.follows and not said and not (subjects and subjects <= TAKING and _ended(turn)):
        return True  # nothing in it touches the case
    if question.follows and subjects and subjects <= TAKING and _ended(turn):
        return False  # nothing can be collected, so how it is collected does not matter
    asked = {part.subject for part in question.parts}
    if asked and asked <= _TAKEN and {a.role for a in question.amounts} <= {"claimed"}:
        return not _ended(turn)  # "they say I owe 22,000. what can they take"
    told = {fact.fact for fact in question.facts} or question.says("debt")
    if THINGS.search(question.text) and not told and {a.role for a in question.amounts} == {"claimed"}:
        return not _ended(turn)  # "they got a judgment for 31,250. can they take my car"
    both = question.says("debt") and question.says("sale_price")
    if not subjects or (question.amounts and (both or not subjects & BESIDE) and not _only_claimed(turn)):
        return False
    if _ended(turn) and subjects <= TAKING:
        return False
    if "garnishment" in question.intents and not question.tells:
        return True  # "how much of my pay can they take" tells of no case
    if "rule" not in question.intents:
        # a place and what happened there, and nothing else asked: "provo, trustee sale was in june. am I clear"
        told = bool(question.facts or question.days_read) and not THINGS.search(question.text)
        story = question.state and told and not question.intents and subjects <= STORY
        return not story and not set(question.intents) & LAW
    if THINGS.search(question.text):
        return True
    # "can they garnish my wages" is about wages although it also says "collect"
    return bool(subjects & PRESSING)


def _only_claimed(turn: Turn) -> bool:
    """Whether the one sum of a question that names no case is what somebody wants: "he says send 25 dollars today"."""
    question = turn.question
    asks = {"rule", "amount"} & set(question.intents) and Topic.TAX not in question.topics
    return turn.assessment is None and not asks and {a.role for a in question.amounts} <= {"claimed", "assets", "offer"}


def _ended(turn: Turn) -> bool:
    """Whether the foreclosure that this turn tells of leaves no claim in its state."""
    question = turn.question
    told = question.follows or question.facts or question.days_read or _LOST.search(question.text)
    return bool(told) and turn.assessment is not None and turn.assessment.outcome == "barred"
