"""What a later turn asks of the case in few words: back to it after an aside, its last day, its sum.

"ok back to the house", "so where does that leave me", "the number again", "are they out of time": these name no subject of
their own, and mean the case that the conversation has established.
"""

import re
from datetime import date

from bot.conversation.sheet import CaseSheet, Entry
from bot.topics import Topic
from bot.understand.dateforms import DAYS_OF_MONTH
from bot.understand.intent import LAW
from bot.understand.moves import Move
from bot.understand.question import NUMERIC, DayReading, Question

LONGEST = 22  # words; a longer turn says itself what it asks
_LEAD = r"(?:^|[.,;:!?\n] ?|\b(?:so|and|but|ok|okay|anyway|anyways|alright|then|now|again|thanks|thank you|thx|well|just|tell me)[ ,]+)"
_SUBJECT = (
    r"(?:(?:my|our|the|this|that|his|her|their) )?(?:\w+ )?(?:case|house|home|place|deficiency|shortfall|bank|lender|loan|mortgage|"
    r"foreclosure|sale|auction|question|situation|rest|balance|debt|state|facts|story|rule|law|main thing|topic|point|it|mine|ours|that)"
)
_RESUME = re.compile(
    rf"\bback (?:to|on) (?:{_SUBJECT}\b|what (?:i|we) (?:still )?owe|where we were|\w+(?: \w+)?(?: one)?\s*(?:$|[.,:;!?]))|"
    r"\bwhere (?:does|do|did) (?:that|this|it|all (?:that|this|of this)|things) (?:leave|put) (?:me|us|her|him|them)|"
    rf"{_LEAD}where (?:do|am|are) (?:i|we|they|things)(?: (?:stand|left|at|now))?\W*(?:$|now|then|with|legally)|"
    r"\b(?:worst|best)[- ]case\b|^\W*(?:(?:ok|okay|and|well)\W+)*so+\W*$|\bbottom line\b|\bfinal (?:answer|number|figure)\b|"
    r"\b(?:in|for|on) (?:my|our) (?:actual|real|own) (?:case|situation|house|facts)\b|\bin reality\b|"
    r"\b(?:what'?s|whats|what is) (?:real|the real \w+|it really|it actually)\b|\bthe real (?:numbers?|answer|figures?|case|amount)\b|"
    rf"{_LEAD}(?:what|how much) (?:do|would|will) (?:i|we) (?:really |actually |still )?owe(?: then| now| them| really| again)?\W*$|"
    r"\b(?:am|are) (?:i|we) (?:still |really |now |then |at least )?(?:safe|clear|in the clear|off the hook|free|protected|good|ok|okay|done|liable|on the hook)\b|"
    r"\bare they (?:done|finished|through) with (?:me|us)\b|"
    rf"{_LEAD}(?:still |so )?(?:nothing|zero|all of it|everything) (?:is )?owed\b|\bstill safe\b|"
    r"^\W*(?:(?:ok|okay|so|and|then|still|oh)\W+)*(?:nothing|zero|zip|nada|all of it|the whole thing|the full amount)(?: (?:then|at all|to pay))?\W*$|"
    rf"{_LEAD}(?:that means |meaning |so )*(?:he|she|i|we|they|it|my \w+|our \w+)(?:'s| is| are| am|'m|'re)? (?:do ?n'?t |does ?n'?t |do |does |really |still |now |not |then )*"
    r"ow(?:e|es|ing) (?:them |the bank |the lender |it )?(?:nothing|zero|zip|anything|any(?: of (?:it|that))?|it all|all of it|everything)\b|"
    r"\bare you (?:saying|telling me|sure)\b[^.?!]{0,30}\b(?:zero|nothing|none|no deficiency|not owe|owe|barred|free)\b|"
    r"^\W*(?:(?:and|but|so|well|ok|still)\W+)*(?:(?:they|bank|lender|it|the (?:bank|lender|servicer))(?: (?:has|have|had|ever))* ?(?:never|did ?n'?t|did not|has ?n'?t|have ?n'?t)|nobody|no one)(?: (?:ever|even))*"
    r" (?:sued?|filed?|went to court|took (?:me|us) to court)(?: (?:me|us|anything|suit|a lawsuit|for it|yet|so far))*\W*(?:(?:so |is it |am i |are we )*(?:over|done|finished|too late|free|safe|ok|okay|clear|in the clear)\W*)?$|"
    r"^\W*(?:(?:ok|okay|so|and|then|still|oh)\W+)*(?:as (?:it|things) (?:really )?(?:is|are|stands?)\W+)(?:nothing|zero|zip|all of it)\W*$|"
    # "nothing filed since", "no motion yet"
    r"^\W*(?:(?:and|but|so|well|ok|still)\W+)*(?:nothing|no (?:motion|suit|lawsuit|petition|papers|case|claim|action)|nobody|no one|they|the (?:bank|lender))(?: (?:has|have|had|was|were|been|ever|even|is))*"
    r" ?(?:never |not |n'?t )*(?:been )?(?:(?:filed|sued|served|done|happened|heard|came|come|sent)\b(?: (?:us|me|anything|nothing|from them))?|(?=yet|since|so far))(?: (?:yet|since|so far|ever|then|after that|at all|that i know of|to date))+\W*$|"
    # what was supposed is said not to be so
    r"^\W*(?:(?:ok|okay|but|well|no|so|anyway|yeah|right)\W+)+(?:they|it|we|i|he|she|that|the \w+)(?: \w+)? ?(?:n'?t|not|never)\b(?: \w+){0,3}\W*(?:$|so\b|then\b|now\b|what\b)|"
    r"\bwhat (?:can|could|do|does|will|would|may) (?:they|the (?:bank|lender|mortgage company)|he|she|it) (?:really |actually |still )?(?:get|take|collect|claim|recover|ask (?:for|me for))\b",
    re.IGNORECASE,
)
_UNTIL_WHEN = re.compile(
    r"\bby (?:what|which) (?:day|date)\b|\bby when\b|\bout of time\b|\b(?:their|its|the) time (?:is |be |has )?(?:up|over|gone|expired?|run)|\btime (?:has |have )?(?:ran?|runs?|running) out\b|"
    r"\b(?:their|the|its) (?:exact |very |actual )?(?:last|final) day\b|\blast day\W*$|\bcut[- ]?off\b|"
    r"\bhow (?:long|much time) (?:do|does|did|have|has) (?:they|the (?:bank|lender)|it) (?:still |have|got|left)|"
    r"\bif (?:they|the (?:bank|lender)|it) (?:files?|sues?|acts?|moves?|goes? to court) (?:it |me |us )?(?:right )?(?:now|today|tomorrow|this week|later)\b|"
    r"\bif (?:they|it|the (?:bank|lender)) (?:miss(?:es|ed)?|blows?|blew|don'?t make|doesn'?t make) (?:it|that|the (?:deadline|date|day))\b|"
    r"\b(?:did|have|has) (?:they|the (?:bank|lender)|it) (?:already )?miss(?:ed)? (?:it|that|their (?:day|date|window|chance|deadline)|the (?:deadline|date|day|window|cut-?off))\b|"
    r"\b(?:is|was|were|are) (?:that|it|this|they|the (?:bank|lender|suit|lawsuit|motion)) (?:still |even |really )?(?:on time|in time|timely|too late|late|early enough)\b|"
    r"\b(?:within|in) (?:some|a certain|so many|how many|x|any|a set) (?:amount of |number of )?(?:time|days|weeks|months|years)\b|"
    r"\b(?:they|there|it|that|the (?:bank|lender))(?:'?s|'?re| is| are| was| were)? (?:too |already )?late\b(?! (?:fee|charge|payment))|"
    r"\b(?:too late|still time) for (?:them|the (?:bank|lender))\b|"
    r"\b(?:till|til|until|up to|by|since) when (?:can|could|may|must|do|does|are|is|have|has|will)?|"
    r"\bwhen (?:must|do|does|are|is|will|would|can) (?:they|the (?:bank|lender)|it|this) (?:\w+ ){0,3}(?:done|over|late|stop|expire|end|go away|file|move|act|run out|too late|out of)",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(
    r"\b(?:the|that|my|our|what'?s the|whats the|which|just|only) (?:number|amount|figure|sum|total|cap|max(?:imum)?|dollar amount)s?(?: again| now| then| once more)?\W*$|"
    r"\bhow much (?:again|now|then|is it|was it|would it be|altogether|in all)\b|\bhow much\W*$|\b(?:number|amount|figure|sum|max|cap)s? again\b",
    re.IGNORECASE,
)
# what was only supposed is set aside
_REALLY = re.compile(
    r"\b(?:real|reality|really|actual|actually|as it (?:is|was|stands|stood)|my own)\b|"
    r"^\W*(?:(?:no|ok|but|well|so)\W+)*(?:it|they|we|i|he|she|its|it'?s)(?:'re| are)? ?(?:did|was|is|were|will|would|wo|do|does|had|have)?(?: not|n'?t)\b|"
    r"\bback (?:to|on)\b|"
    # the step that was only thought of is not taken
    r"\b(?:i|we|they|he|she|nobody|the bank|the lender) (?:(?:will|would|do|did|have|are|am|is|was|were|has) ?(?:not|never)|wo ?n'?t|wont|would ?n'?t|did ?n'?t|have ?n'?t|are ?n'?t|ai ?n'?t|do ?n'?t|never|decided (?:not|against))(?: \w+){0,4} (?:it|that|this|one|any)\b|"
    r"\b(?:decided (?:not to|against it)|not going to (?:do|file|sign|take) (?:it|that)|leave (?:it|that) (?:out|aside)|(?:forget|scrap|drop|skip) (?:it|that)(?: (?:idea|one))?|never ?mind(?: that)?)\b",
    re.IGNORECASE,
)
_OF_A_CLAIM = frozenset({"suit_filed", "ratification_date", "certificate_date", "redemption_end", "confirmation_date"})
_STEPS = frozenset({"service", "lender_steps", "owner_election", "deficiency_claim"})
_OF_A_SALE = frozenset({"sale_date", "deed_date", "judgment_date", "notice_mailed", "foreclosure_begun", "loan_date"})
_ASKS = re.compile(
    r"\b(?:what|which|who|whose|when|where|why|how|tell|explain|help|need|advice|should|can|could|does|do)\b",
    re.IGNORECASE,
)
# subjects of their own; only "back to the case" leaves them
_OTHERS = frozenset(
    {
        Topic.TAX,
        Topic.CREDIT,
        Topic.BANKRUPTCY,
        Topic.SCAM,
        Topic.GARNISHMENT,
        Topic.BANK_LEVY,
        Topic.SETTLEMENT,
        Topic.MOVING_OUT,
    }
)
_NO_CASE = frozenset({"out_of_scope", "greeting", "thanks", "capabilities"})
_CHANGED = r"(?:not|instead of|rather than)(?: in| on| the)?"
_YEAR = re.compile(
    rf"\b(?P<new>(?:19|20)\d\d)\b,? {_CHANGED} (?P<old>(?:19|20)\d\d)\b|\b{_CHANGED} (?P<old2>(?:19|20)\d\d)\b[,;.]? (?:but |it was |in )?(?P<new2>(?:19|20)\d\d)\b"
)
_BARE_YEAR = re.compile(
    r"(?:no|nope|sorry|oops|typo|wait|correction|i meant?|i mean|make (?:that|it)|should (?:be|say)|it was|in|year|the|was|is|\W)+(?P<new>(?:19|20)\d\d)\W*(?:sorry|typo|my bad|my mistake|oops)?\W*",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b(?P<new>\d{1,2})(?:st|nd|rd|th),? (?:not|instead of|rather than) (?:on )?(?:the )?(?P<old>\d{1,2})(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)


def returns_to_the_case(asked: Question) -> bool:
    """Whether a turn leaves what was supposed and goes back to the case as told."""
    return asked.move(Move.WHAT_IF, Move.ADOPT) is None and bool(
        _RESUME.search(asked.text) and _REALLY.search(asked.text)
    )


def asked_of_the_case(asked: Question, sheet: CaseSheet) -> Question:
    """The turn with what it asks of the case; as it is where it asks something else, or there is no case."""
    text = asked.text
    if sheet.state is None and asked.state is None:
        return asked
    if len(text.split()) > LONGEST or asked.move(Move.COMPARE, Move.WHAT_IF, Move.RESET, Move.ADOPT, Move.WITHDRAW):
        return _told_only(asked, sheet)
    until, much, back = _UNTIL_WHEN.search(text), _HOW_MUCH.search(text), _RESUME.search(text)
    other = set(asked.topics) & _OTHERS or set(asked.intents) & NUMERIC - LAW
    if other or not (until or much or back) or "self_harm" in asked.intents:
        return _told_only(asked, sheet)
    intents = [name for name in asked.intents if name not in _NO_CASE]
    intents += ["deadline"] * bool(until) + ["amount"] * bool(much) + ["rule"] * bool(back or much)
    dropped = {Move.REPEAT} | ({Move.RECALL, Move.NO} if back else set())
    return asked.model_copy(
        update={
            "intents": tuple(dict.fromkeys(intents)),
            "topics": (),
            "parts": asked.parts if len(asked.parts) > 1 else (),
            "in_domain": True,
            "stands_for": None,
            "moves": tuple(m for m in asked.moves if m.move not in dropped),
        }
    )


def case_told(asked: Question) -> Question:
    """A first turn that only tells of a case ("Mass: sale 8/14/24. sued 9/1/26") asks for the rule."""
    days = {day.role for day in asked.days_read}
    steps = {fact.fact for fact in asked.facts} & _STEPS and not asked.topics
    tells = bool(days & _OF_A_CLAIM) or asked.sued_after is not None or len(days & _OF_A_SALE) > 1 or bool(steps)
    if not tells or asked.state is None or asked.intents or "?" in asked.text or _ASKS.search(asked.text):
        return asked
    return asked.model_copy(update={"intents": ("rule",), "topics": ()})


def _told_only(asked: Question, sheet: CaseSheet) -> Question:
    """A turn that only tells more of the case asks for the rule again, whatever was spoken of in between."""
    facts = bool(asked.facts or asked.days_read or asked.sued_after) or any(
        a.role in ("debt", "sale_price", "fair_market_value") for a in asked.amounts
    )
    own = set(asked.intents) - set(sheet.intents) - {"thanks", "greeting"}  # others go on from the turn before
    redeems = "redemption" in sheet.intents and bool(asked.days_read) and not asked.amounts  # it waited for a day
    own -= {"rule"} if redeems else set()
    asks = asked.parts or "?" in asked.text or own
    if not facts or asks or asked.move(*Move) or sheet.state is None:
        return asked
    intents = ("redemption",) if redeems else ("rule",)
    return asked.model_copy(update={"intents": intents, "topics": (), "in_domain": True, "stands_for": None})


# "the 14th", after only the month was told
_DAY_ALONE = re.compile(
    r"\W*(?:(?:on|it was|was|i think|maybe|like|around|about|um+|uh|ok|oh|yes|actually|(?:the )?(?:exact )?(?:date|day|sale) (?:was|is)(?: on)?)\W+)*"
    rf"the (?:(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)|(?P<word>{'|'.join(sorted(DAYS_OF_MONTH, key=len, reverse=True)).replace('-', '[- ]')}))(?: of (?:that|the) month)?(?: i (?:think|believe|guess))?\W*",
    re.IGNORECASE,
)
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\bmonth\b", re.IGNORECASE)


def day_put_right(asked: Question, sheet: CaseSheet) -> DayReading | None:
    """A day of the case with its year or its day of the month put right: "sorry 2025 not 2024", "the 12th, not the 21st"."""
    days = sorted((e for e in sheet.entries.values() if e.kind == "day" and e.known), key=lambda e: -e.turn)
    if match := _DAY.search(asked.text):
        return _with(days, int(match["old"]), int(match["new"]), "day", asked.text)
    if match := _YEAR.search(asked.text):
        old, new = match["old"] or match["old2"], match["new"] or match["new2"]
        return _with(days, int(old), int(new), "year", asked.text)
    if days and (match := _BARE_YEAR.fullmatch(asked.text)):
        return _with(days, date.fromisoformat(days[0].value).year, int(match["new"]), "year", asked.text)
    if days and not days[0].exact and _MONTH.search(days[0].raw) and (match := _DAY_ALONE.fullmatch(asked.text)):
        last = date.fromisoformat(days[0].value)
        told = int(match["day"]) if match["day"] else DAYS_OF_MONTH[match["word"].lower().replace(" ", "-")]
        right = _with(days[:1], last.day, told, "day", asked.text)
        return right.model_copy(update={"exact": True, "how": "the day of the month told before"}) if right else None
    return None


def _with(days: list[Entry], old: int, new: int, part: str, text: str) -> DayReading | None:
    for entry in days:
        day = date.fromisoformat(entry.value)
        if getattr(day, part) != old:
            continue
        try:
            right = day.replace(**{part: new})
        except ValueError:
            return None
        return DayReading(role=entry.name, day=right, raw=text, how=f"the {part} put right", exact=entry.exact)
    return None
