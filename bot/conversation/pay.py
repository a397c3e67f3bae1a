"""Pay that a later turn tells: what is asked is how much of it may be taken."""

import re

from bot.conversation.sheet import CaseSheet
from bot.topics import Topic
from bot.understand.intent import LAW
from bot.understand.question import NUMERIC, Question

GARNISHMENT = ("garnishment", "garnishment_notice")
# what a person is paid for work, and not a benefit or a payment
_PAID = re.compile(
    r"\b(?:make|makes|made|making|earn\w*|paid|pay ?che(?:ck|que)s?|pay|wages?|salary|clear|net|gross|take[- ]home|bring home|bringing home)\b",
    re.IGNORECASE,
)
_AFTER_TAX = re.compile(
    r"\b(?:after|before|less|minus|net of|without) (?:all |the |my )?(?:tax(?:es)?|deductions)\b", re.IGNORECASE
)
_TAX = re.compile(r"\btax(?:es|able|ed)?\b|\birs\b|\b1099", re.IGNORECASE)


def asked_of_pay(asked: Question, sheet: CaseSheet) -> Question:
    """The turn as a question on what may be taken of the pay that it tells, where it tells nothing else and asks nothing else.

    "i make 2,400 a month after taxes" asks after no plan of payments and no tax.
    """
    spoken_of = Topic.GARNISHMENT in asked.topics or bool({*GARNISHMENT} & {*sheet.intents})
    asked = _supposed(asked, sheet)
    told = {reading.role for reading in asked.amounts}
    if told != {"income"} or not (spoken_of or _PAID.search(asked.text)):
        return asked
    if asked.facts or asked.days_read or set(asked.intents) & (LAW | NUMERIC - {"garnishment", "instalment"}):
        return asked
    topics = asked.topics
    if not _TAX.search(_AFTER_TAX.sub("", asked.text)):
        topics = tuple(topic for topic in topics if topic is not Topic.TAX)
    if set(topics) - {Topic.GARNISHMENT}:
        return asked
    others = tuple(name for name in asked.intents if name not in ("instalment", "garnishment"))
    return asked.model_copy(update={"intents": ("garnishment", *others), "topics": topics})


def _supposed(asked: Question, sheet: CaseSheet) -> Question:
    """The turn with its one bare figure as pay, where pay is spoken of: "and if i made 1,000 a month"."""
    bare = len(asked.loose) == 1 and not asked.amounts and asked.pay_frequency is not None
    if not bare or not {*GARNISHMENT} & {*sheet.intents} or not _PAID.search(asked.text):
        return asked
    pay = asked.loose[0].model_copy(update={"role": "income", "frequency": asked.pay_frequency})
    return asked.model_copy(update={"amounts": (pay,), "loose": ()})


def remembered(asked: Question, sheet: CaseSheet) -> tuple[str, ...]:
    """What a turn asks for, as a later turn that only tells more goes on with it: "what about my wages" - "2,400 a month"."""
    if asked.intents or Topic.GARNISHMENT not in asked.topics:
        return asked.intents or sheet.intents
    return tuple(dict.fromkeys((*sheet.intents, "garnishment")))
