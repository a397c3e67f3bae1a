"""Questions whose words name one section of the guide, whatever else they touch: the section leads."""

import re

from bot.answer.draft import Draft
from bot.answer.quoting import say_opening
from bot.answer.turn import Turn

LONGEST = 2500  # characters of a question that are looked at
WORDS = 70  # of the section that leads
_KIN = r"(?:mom|mother|dad|father|wife|husband|spouse|parents?|son|daughter|brother|sister|roommate|partner|boyfriend|girlfriend|grand\w+)"

_SMALL_PAYMENT = re.compile(
    r"\b(?:give|pay|send|throw|toss|mail|wire|slip|put)\w* (?:(?:them|him|her|it|us|the (?:bank|lender|collector|guy)|just|like|maybe|about|only|a|in|down) ){0,4}"
    r"\$?[1-9]\d{0,2}(?: ?(?:bucks|dollars))?(?! ?(?:k\b|grand|thousand|%|percent|,\d|a (?:month|week)|per |each ))(?=[^.?!]{0,60}\b(?:prove|show|good faith|"
    r"serious|shut|leave (?:me|us) alone|off my back|go away|stop calling|quiet|happy|goodwill|harm|hurt|buy (?:me|us|some) time)\b)"
    r"|\b(?:good.?faith|token|tiny) payment\b",
    re.IGNORECASE,
)
_JOINT = re.compile(
    rf"\b(?:joint|shared?|both (?:our )?names)\b[^.?!]{{0,40}}\b(?:acc(?:oun)?ts?|checking|savings)\b.*\b(?:fr[eo]ze\w*|levied|levy|locked|hold)\b.*\b(?:my|mine|{_KIN})\b"
    rf"|\b(?:fr[eo]ze\w*|levied|levy|locked)\b.*\b(?:joint|shared|both (?:our )?names)\b",
    re.IGNORECASE | re.DOTALL,
)
_CAR = re.compile(
    r"\b(?:drive|own|have|got)\b[^.?!]{0,20}\b(?:19|20)\d\d \w+\b.*\b(?:tow|repo\w*|take (?:it|that|my)|grab|seize|come (?:get|for))\b",
    re.IGNORECASE | re.DOTALL,
)
_BECOMES_JUDGMENT = re.compile(
    r"\b(?:become|becomes|turn(?:s)? into|turned into|count(?:s)? as|right (?:there|then|away)|on the spot|automatic\w*)\b[^.?!]{0,40}\bjudge?ment\b"
    r"|\bjudge?ment\b[^.?!]{0,30}\b(?:right (?:there|then|away)|on the spot|automatic\w*|by itself)\b",
    re.IGNORECASE,
)
_AT_ONCE_OR_SPREAD = re.compile(
    r"\b(?:one shot|all at once|lump|in one go|one (?:big |single )?(?:check|payment)|at one time|up front)\b[^?]{0,80}\b(?:or|vs|versus|instead of|than)\b"
    r"[^?]{0,60}\b(?:spread\w*|stretch\w*|monthly|over time|instal+ments|payments|\w+ y(?:ea)?rs)\b",
    re.IGNORECASE,
)
_NO_NOTICE = re.compile(
    r"\b(?:never|did ?n.?t|no|not|without)\b[^.?!,]{0,25}\b(?:letters?|notices?|papers?|mail|warnings?)\b[^.?!]{0,40}\b(?:sold|sale|auction\w*|foreclos\w*)\b"
    r"[^?]{0,90}\b(?:help|defen[cs]e|matter|fight|void|legal|valid|allowed|count)\w*\b",
    re.IGNORECASE,
)
_TAKEN = r"(?:garnish\w*|(?:my|his|her|our) (?:wages?|pay(?:check)?s?|check|bank account)|levy|levied)"
_UNSUED = r"(?:never|not|no|without|haven'?t|hasn'?t|didn'?t|weren'?t|wasn'?t) (?:\w+ ){0,4}?(?:sued?|suing|judge?ments?|lawsuits?|(?:go(?:ne|ing)? to|been to|going through) court)"
_NO_JUDGMENT = re.compile(
    rf"\b{_TAKEN}\b[^?]{{0,80}}\b{_UNSUED}\b|\b{_UNSUED}\b[^?]{{0,80}}\b{_TAKEN}\b", re.IGNORECASE
)
_MAKE_PROVE = re.compile(
    r"\b(?:debt buyers?|collectors?|collection (?:agency|company|letter)|bought (?:the|my|our) (?:debt|loan|note))\b[^?]{0,90}\b(?:prove (?:it|this|that|they|the debt|i owe|what)|proof|validat\w+|verify)\b"
    r"|\b(?:make|get|force) (?:a |the |this )?(?:debt buyer|collector|collection agency) (?:to )?(?:prove|validate|verify|show)",
    re.IGNORECASE,
)
_FEDERAL_PAY = re.compile(
    r"\b(?:usda|rural (?:development|housing))\b[^?]{0,60}\b(?:garnish\w*|withhold\w*|wages|pay ?checks?|tax refund)\b|\b(?:garnish\w*|withhold\w*|wages|pay ?checks?|tax refund)\b[^?]{0,60}\b(?:usda|rural (?:development|housing))\b",
    re.IGNORECASE,
)
_FEE_FIRST = re.compile(
    r"\b(?:company|guy|man|lady|woman|firm|outfit|service|website|someone|somebody|people)\b[^.?!]{0,50}\b(?:pay|send|wants?|charges?|asks?|fee)\b[^.?!]{0,25}\$?\d[\d,.]*k?\b[^.?!]{0,70}"
    r"\b(?:cancel|erase|wipe|eliminate|remove|get rid of|make)\b[^.?!]{0,30}\b(?:deficiency|debt|loan|mortgage|foreclosure|judge?ment)\b",
    re.IGNORECASE,
)
_NEW_HOME = re.compile(
    r"\bhow (?:long|many years|soon)\b[^.?!]{0,40}\b(?:(?:can|could|may) (?:i|we)|(?:i|we) (?:can|could|may)) "
    r"(?:rent\b(?! (?:it|the|my|our) )|(?:buy|get|own|qualify)\b(?! (?:it|the|my|our|back|him|her|this|that))"
    r"(?=[^.?!]{0,40}\b(?:again|another|new|a (?:house|home|mortgage|loan|place|condo))\b))",
    re.IGNORECASE,
)
_WHOM_TO_PAY = re.compile(
    r"\bwho(?:m)? (?:do|should|would) (?:i|we) (?:really |actually |even )?(?:owe|pay)\b", re.IGNORECASE
)
_A_TENANT = re.compile(
    r"\b(?:i'?m|i am|we'?re|we are|as) (?:a |the |just )?(?:renter|tenant)s?\b|\b(?:renter|tenant)s? (?:in|of) (?:a|the) foreclosed\b",
    re.IGNORECASE,
)
# words, section, and whether it leads where a state's rule is known too
_LEADS = (
    (_SMALL_PAYMENT, "guide/common-mistakes#small-payments", True),
    (_FEE_FIRST, "guide/scams#advance-fees", True),
    (_FEDERAL_PAY, "federal/usda-rd-loans#collection-without-suit", True),
    (_NEW_HOME, "guide/credit-after-foreclosure#waiting-periods", True),
    (_WHOM_TO_PAY, "guide/debt-collectors-and-sold-debts#who-is-asking", True),
    (_A_TENANT, "guide/moving-out-after-the-sale#tenants", True),
    (_JOINT, "guide/collection-after-judgment#joint-account", True),
    (_CAR, "guide/collection-after-judgment#car-and-things", True),
    (_NO_JUDGMENT, "guide/judgment-vs-shortfall#not-automatic", False),
    (_BECOMES_JUDGMENT, "guide/judgment-vs-shortfall#not-automatic", False),
    (_AT_ONCE_OR_SPREAD, "guide/negotiating-a-settlement#lump-sum", False),
    (_NO_NOTICE, "guide/defenses#bad-notice", False),
    (_MAKE_PROVE, "guide/debt-collectors-and-sold-debts#validate", False),
)


def section_named(text: str, *, in_a_state: bool) -> str | None:
    """The section of the guide that a question's words name, or None.

    >>> section_named("any harm if i send them 20 bucks to show good faith", in_a_state=False)
    'guide/common-mistakes#small-payments'
    >>> section_named("they sold it for 120,000, what do i owe", in_a_state=False)
    """
    text = text[:LONGEST]
    return next(
        (passage for words, passage, always in _LEADS if words.search(text) and (always or not in_a_state)), None
    )


def answer_lead(draft: Draft, turn: Turn) -> bool:
    """Answer from the section that the question's words name; returns False where none is, or a case is told with its sums."""
    question = turn.question
    if question.says("debt") or question.says("sale_price"):
        return False
    passage = section_named(question.text, in_a_state=turn.assessment is not None)
    if passage is None or not say_opening(draft, draft.library.passage(passage), WORDS, bold=True):
        return False
    draft.used("search_corpus")
    return True
