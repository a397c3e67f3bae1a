"""Several cases in one talk: one's own and a sister's, two houses, a first loan and a second one.

A case that the talk leaves is kept aside (`CaseSheet.aside`) and comes back where it is named: "back to mine", "the Phoenix
one". No fact of one case is counted in another.
"""

import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal

from bot.conversation.retold import CORRECTS
from bot.conversation.sheet import OWN, CaseSheet, Entry, is_person
from bot.conversation.towns import in_the_town
from bot.understand.kin import KIN
from bot.understand.moves import Move
from bot.understand.question import Question
from bot.understand.read import read_question

FIRST_LOAN, SECOND_LOAN = "first loan", "second loan"
_OWED = ("debt", "principal", "claimed")
_FIGURE = re.compile(r"\d[\d,.]*")
MOST_ASIDE = 4  # cases kept beside the one that is spoken of

# a person whose own foreclosure is told or asked about; somebody who only says, lends or helps has none
_PERSON = re.compile(
    rf"(?:\b(?:my|our|a|another|this|that) (?:\w+ )?|\b(?=(?:mom|mum|dad|grandma|grandpa)'?s (?:house|home|place|condo|loan|mortgage)\b)|"
    rf"^\W*(?:(?:so|and|hi|hello|ok|well)\W+)*(?=(?:mom|mum|dad)\b))(?P<who>{KIN})(?:-in-law|s-in-law| of mine| in law)?(?P<own>s'|'?s\b)?"
    r"(?! (?:\w+ )?(?:says?|said|told|tells|thinks?|thought|claims?|swears?|heard|read|lent|loaned|gave|gives|helps?|helped|offer\w*|"
    r"wants|paid|pays|bought|is a lawyer|is an? \w*(?:attorney|realtor|paralegal)|lives? with|co-?sign\w*|found|asked|wonders|"
    r"was served|was there|got the (?:papers|letter)|saw|mentioned|insists|believes)\b)"
    # who only lives in the house that is told of
    r"(?!(?: and (?:his|her|their) \w+)? (?:(?:was|were|is|are|still|only|just|also|always) )*(?:the ones? )?(?:lives?|lived|living|stays?|stayed|staying|rents|rented|renting) "
    r"(?:in it|it\b|there|here|in (?:the|our|my|that|this) (?:house|home|place|condo|unit|apartment|basement|duplex)))",
    re.IGNORECASE,
)
_LENT = re.compile(
    r"\b(?:from|to|with|by|like|living with|moved in with|staying (?:at|with)|loan from|borrowed from|help (?:of|from))\s*$",
    re.IGNORECASE,
)
_LOST = re.compile(
    r"\b(?:hers|his|theirs|(?:her|his|their) (?:house|home|place|condo|case|loan|mortgage|lender|bank|foreclosure)|foreclos\w+|auction\w*|"
    r"lost|trustee|sheriff|same (?:thing|boat|problem|question|situation))\b|\b(?:she|he|they) (?:owed?|owes|lost|had|bought)\b",
    re.IGNORECASE,
)
_MINE = re.compile(
    r"\bback (?:to|on) (?:me\b|us\b|mine\b|ours\b|(?:my|our) (?:own )?(?!(?:sister|brother|mom|mother|dad|friend|parents|other|second)\b))|"
    r"\b(?:as for|what about|how about|and|for|in|with|about) (?:mine|ours|my own(?: \w+)?|my case|our case|my (?:actual|real) (?:case|one))\b|"
    r"^\W*(?:(?:ok|okay|and|so|now|but|then|well|thanks|thank you|what about|how about|as for)\W+)*(?:me|us|mine|ours|my (?:house|home|case|place|loan))\W*$|"
    r"^\W*(?:(?:ok|okay|and|so|now|but|then|well|what about|how about|as for)\W+)+(?:me|us|mine|ours)\b\W+(?:am|are|do|is|can|still|nothing|what|how|then|i'?m|we'?re|i|we|in|mine|my|our)\b|"
    r"^\W*(?:(?:ok|okay|and|so|now|but|then|well)\W+)*(?:me|us|mine|ours|my (?:own )?(?:house|home|case|place|turn))\s*[:,-]|"
    r"\bmy own (?:case|house|home|place|loan|situation|foreclosure)\b",
    re.IGNORECASE,
)
_MINE_LEADS = re.compile(
    r"^\W*(?:(?:ok|okay|and|so|now|but|then|well|oh)\W+)*(?:me|us) too\b[^.;?!]{0,12}\b(?:mine|ours|i|we|my|our)\b|^\W*(?:(?:ok|okay|and|so|now|but|then|well|oh)\W+)*(?:mine|ours)\b",
    re.IGNORECASE,
)
_MYSELF = re.compile(
    r"\b(?:for|about) (?:myself|ourselves)\b|\b(?:my|our) (?:own )?(?:house|home|condo|townhouse|place|apartment|duplex|rental)\b[^.?!]{0,40}"
    r"\b(?:sold|foreclos\w+|auctioned|lost|went|gone)\b|\b(?:i|we) (?:also |too )?(?:lost|owed) (?:my|our|the|\$?\d)",
    re.IGNORECASE,
)
# who has a case of their own beside the one spoken of: "can they sue me"
_OF_ME = re.compile(
    r"\b(?:sue|after|against|from|for) (?:me|us)\b|\b(?:do|did|will|would) (?:i|we) (?:still )?owe\b|\b(?:am i|are we)\b",
    re.IGNORECASE,
)
_SHE, _HE = re.compile(r"\b(?:she|hers?)\b", re.IGNORECASE), re.compile(r"\b(?:he|his|him)\b", re.IGNORECASE)
_THEIRS = re.compile(r"\btheirs\b", re.IGNORECASE)
_SAME = {"mum": "mom", "mother": "mom", "father": "dad", "folks": "parents", "buddy": "friend"}
_SAYS = re.compile(
    r" (?:in|from|down in|over in) (?:\w+ ){1,3}(?:says?|said|told|tells|thinks?|thought|claims?|swears?|heard|read)\b",
    re.IGNORECASE,
)
_WOMEN = frozenset("sister mom mum mother daughter aunt niece grandma grandmother granny".split())
_MEN = frozenset("brother dad father son uncle nephew grandpa grandfather granddad".split())
_BACK = re.compile(
    r"\bback (?:to|on)\b|\b(?:the|that) (?:\w+ ){1,2}(?:one|house|home|place|property|condo|case)\b|^\W*(?:(?:ok|and|so|now|but|about)\W+)*"
    r"(?:for|in|as for|what about) (?:the )?\w+ (?:one|house)?\W",
    re.IGNORECASE,
)
_RETURNS = re.compile(
    r"(?:\bback (?:to|on)|\bas for|\b(?:what|how) about|\band(?: for)?|\bnow(?: for)?|^\W*for)\s*$", re.IGNORECASE
)
_FIRST_HOUSE = re.compile(
    r"\b(?:the|my|our) (?:first|1st|earlier|original) (?:house|home|place|property|one|rental)\b|\b(?:on|for|about|of) the first\W*$|"
    r"\b(?:the|our|my) (?:main )?home\W*$",
    re.IGNORECASE,
)
_SECOND_ONE = re.compile(
    r"^\W*(?:(?:ok|okay|and|now|then)\W+)*(?:the )?(?:second|2nd|other|next) (?:one|rental)\b", re.IGNORECASE
)
_RENTAL = r"^\W*(?:(?:ok|okay|and|now|then)\W+)*(?:my|our) (?:rental|investment \w+|vacation \w+|cabin|second home)\b"
_LEADS_WITH_RENTAL = re.compile(_RENTAL, re.IGNORECASE)
_OTHER_HOUSE = re.compile(
    rf"{_SECOND_ONE.pattern}|{_RENTAL}|"
    r"\b(?:the|my|our) (?:other|second|2nd|third|next) (?:house|home|place|property|condo|rental|one)\b|"
    r"\b(?:now|also|then|plus|next),? (?:about |for |there'?s |there is |i (?:have|had) |we (?:have|had) )?(?:the|my|our|a) (?:rental|investment (?:property|house|condo)|vacation \w+|cabin|beach (?:house|condo)|lake (?:house|place)|second home)\b|"
    r"\b(?:i|we) (?:(?:still|also) )?(?:have|had|own|owned|lost|got) (?:an?|another|my|our) (?:rental|investment \w+|second (?:home|house|place)|cabin|condo|place|house|home|duplex)\b[^.;?!,]{0,30}\b(?:too|also|as well)\b|"
    r"\banother (?:house|home|property|condo|rental)\b|\b(?:i|we) also (?:lost|had|owned?)\b(?! (?:an? |the |our |my )?(?:\w+ )?(?:second (?:loan|mortgage|lien)|2nd|he-?loc|equity|credit|loan|mortgage|line|lien|note)\b)",
    re.IGNORECASE,
)
_THE_FIRST = re.compile(
    r".*\bowe (?:anything |something )?(?:on |to )?the first\b|(?:.*[.!?] )?(?:for|on|as for) (?:the |my |our )first (?:loan|mortgage|one),? (?:i|we)\b|^\W*(?:(?:ok|okay|and|so|now|but|then|thanks|thank you|well|what about|how about|as for|back to|going back to)\W+)*"
    r"(?:the |my |our )?(?:(?:rest|balance|remainder|shortfall) (?:of|on|from) (?:the )?)?(?:first|1st|main|big|original)(?: (?:one|loan|mortgage|lender|bank|lien))?(?= *(?:$|[,.:;?!]|is\b|are\b|am\b|still\b|again\b|do\b|can\b|then\b))",
    re.IGNORECASE,
)

_THE_SECOND = re.compile(
    r"^\W*(?:(?:ok|okay|and|so|now|but|then|well)\W+)*(?:what|how much) (?:can|could|will|does|would|about) (?:the |that )(?:credit union|other (?:bank|lender|one)|(?:second|2nd|junior|he-?loc)(?: (?:bank|lender|one|loan|mortgage))?)\b|"
    r"^\W*(?:(?:ok|okay|and|so|now|but|then|thanks|thank you|well|what about|how about|as for|back to|going back to)\W+)*"
    r"(?:the |my |our )?(?:second|2nd|junior|other|he-?loc)(?: (?:one|loan|mortgage|lender|bank|lien))?(?= *(?:$|[,.:;?!]|is\b|are\b|am\b|still\b|again\b|do\b|can\b|then\b))",
    re.IGNORECASE,
)


def of_another(text: str) -> str | None:
    """The person whose case a turn speaks of, where it is not the one who asks.

    >>> of_another("my sister in Ohio lost hers too"), of_another("my brother says they can't")
    ('sister', None)
    """
    for match in _PERSON.finditer(text):
        if _LENT.search(text[: match.start()]):
            continue
        if _SAYS.match(text[match.end() :]):
            continue
        place = re.match(r"[^.?!\n]{0,40}?\b(?:in|from|near|over in|down in|lives?|is) ", text[match.end() :])
        if match["own"] or place or _LOST.search(text[match.end() : match.end() + 120]):
            return _called(match["who"])
    return None


def is_heard(text: str) -> bool:
    """Whether somebody elsewhere is only cited: "my neighbor in Kansas says they get a year", which tells nothing of a case."""
    return any(_SAYS.match(text[match.end() :]) for match in _PERSON.finditer(text))


def names_the_second(text: str) -> bool:
    """Whether a turn only turns to the second loan: "and the second?"."""
    return _THE_SECOND.match(text) is not None


def _called(who: str) -> str:
    """One name for each kind of person."""
    return _SAME.get(who.lower(), who.lower())


def named_by(text: str, people: Collection[str]) -> str | None:
    """The one of some people whom a pronoun can mean; None where none or several can.

    >>> named_by("how long do they have to sue her", {"sister", "brother"})
    'sister'
    """
    people = {one for one in people if is_person(one)}
    she, he = _SHE.search(text), _HE.search(text)
    if not (she or he or _THEIRS.search(text)):
        return None
    likely = people & _WOMEN if she else people & _MEN if he else people
    likely = likely or people - _WOMEN - _MEN  # a cousin, a client
    return next(iter(likely)) if len(likely) == 1 else None


def _named_again(text: str, sheet: CaseSheet) -> str | None:
    """A person whose case was left before and is named again: "back to my sister, how long do they have"."""
    for match in _PERSON.finditer(text):
        lead = text[max(0, match.start() - 24) : match.start()]
        if _called(match["who"]) in sheet.aside and _RETURNS.search(lead):
            return _called(match["who"])
    return None


def whose_case(text: str, sheet: CaseSheet, today: date) -> CaseSheet:
    """The sheet of the case that a turn speaks of: the same, one that was left before, or an empty one beside it."""
    who = of_another(text)
    if sheet.turn == 0:
        return sheet.model_copy(update={"whose": who}) if who else sheet
    who = who or _named_again(text, sheet) or named_by(text, {sheet.whose, *sheet.aside})
    names_place = sheet.aside and _BACK.search(text)
    town = in_the_town(text, sheet)
    other_house = _OTHER_HOUSE.search(text)
    mine = (
        is_person(sheet.whose)
        and not who
        and (
            _MINE.search(text)
            or _MINE_LEADS.match(text)
            or _MYSELF.search(text)
            or (OWN in sheet.aside and not who and _OF_ME.search(text))
        )
    )
    if FIRST_LOAN not in sheet.aside and _THE_FIRST.match(text) and (entries := _first_of_two_loans(sheet, text)):
        return turned_to(
            sheet.model_copy(update={"aside": {**sheet.aside, FIRST_LOAN: entries}, "whose": SECOND_LOAN}), FIRST_LOAN
        )
    if sheet.whose == FIRST_LOAN and SECOND_LOAN in sheet.aside and _THE_SECOND.match(text):
        return turned_to(sheet, SECOND_LOAN)
    first = sheet.aside and (_FIRST_HOUSE.search(text) or _THE_FIRST.match(text))
    whole = _may_tell_a_whole_case(text, sheet)
    if not (who or names_place or town or other_house or mine or first or whole):
        return sheet
    asked = read_question(text, today, sheet.state, first=False)
    if asked.move(Move.COMPARE, Move.RESET, Move.WITHDRAW) or "compare" in asked.intents:
        return sheet
    if who and who != sheet.whose:
        if who in sheet.aside:
            return turned_to(sheet, who)
        if _elsewhere(asked, sheet) or (_tells(asked) >= 2 and sheet.tells_more_than_place):
            return turned_to(sheet, who)
        return sheet
    if mine and (OWN in sheet.aside or asked.state is not None):
        return turned_to(sheet, OWN)
    if first and FIRST_LOAN in sheet.aside and _THE_FIRST.match(text):
        return turned_to(sheet, FIRST_LOAN)
    back = town or (_aside_in(sheet, asked) if names_place else None)
    if back is None and first and FIRST_LOAN not in sheet.aside and _FIRST_HOUSE.search(text):
        back = next(iter(sheet.aside), None)
    if back is not None:
        return turned_to(sheet, back)
    told = sheet.known("debt") or sheet.known("sale_price") or not _LEADS_WITH_RENTAL.match(text)
    if other_house and not who and told and sheet.known("state") and (_tells(asked) >= 2 or _elsewhere(asked, sheet)):
        turned = turned_to(sheet, f"house {len(sheet.aside) + 2}")
        same = sheet.state in asked.ambiguous or _SECOND_ONE.match(text)  # "I had two rentals in Ohio"
        if asked.state is None and same and (place := sheet.known("state")):
            return turned.with_entries({"state": place})  # "my rental in Salem" beside a house in Oregon
        return turned
    return turned_to(sheet, f"case {sheet.turn + 1}") if whole and not who and _is_a_whole_case(asked, sheet) else sheet


def _may_tell_a_whole_case(text: str, sheet: CaseSheet) -> bool:
    """Whether the sums of a case are known and a turn has figures enough to be another one."""
    told = sheet.state and any(sheet.known(name) for name in (*_OWED, "sale_price"))
    return bool(told) and len(_FIGURE.findall(text)) > 1 and not CORRECTS.search(text)


def _is_a_whole_case(asked: Question, sheet: CaseSheet) -> bool:
    """Whether a turn tells a case by itself, in another state and with other sums: the next one of a counselor's day."""
    if not _elsewhere(asked, sheet) or asked.move(Move.WHAT_IF):
        return False
    told = {name: a.value for a in asked.amounts if (name := str(a.role)) in (*_OWED, "sale_price")}
    known = {Decimal(e.value) for name in (*_OWED, "sale_price") if (e := sheet.known(name))}
    return "sale_price" in told and len(told) > 1 and not known & set(told.values())


def _first_of_two_loans(sheet: CaseSheet, text: str) -> dict[str, Entry]:
    """The first loan's case, where both were told together and the second one is spoken of, or this turn tells its amounts."""
    lien = sheet.known("lien")
    amounts = sheet.known("debt") or sheet.known("principal") or re.search(r"\d{2}", text)
    if lien is None or lien.value != "junior" or not amounts:
        return {}
    of_the_second = {"lien", "second_mortgage", "claimed", "sale_by", "same_lender", "loan"}
    return {name: entry for name, entry in sheet.entries.items() if name not in of_the_second}


def _elsewhere(asked: Question, sheet: CaseSheet) -> bool:
    return asked.state is not None and asked.state != sheet.state


def _tells(asked: Question) -> int:
    return len(asked.facts) + len(asked.amounts) + len(asked.days_read)


def _aside_in(sheet: CaseSheet, asked: Question) -> str | None:
    """The case that lies in the place a turn names, where the present one does not."""
    if not _elsewhere(asked, sheet):
        return None
    return next(
        (name for name, kept in sheet.aside.items() if (e := kept.get("state")) and e.value == asked.state), None
    )


def turned_to(sheet: CaseSheet, to: str) -> CaseSheet:
    """The talk turns to another case; the present one is kept."""
    aside = {name: kept for name, kept in sheet.aside.items() if name != to}
    if sheet.entries:
        aside[sheet.whose] = sheet.entries
    entries: dict[str, Entry] = sheet.aside.get(to, {})
    kept = dict(list(aside.items())[-MOST_ASIDE:])
    return sheet.model_copy(
        update={"entries": entries, "aside": kept, "whose": to, "supposed": {}, "open_question": None, "compared": ()}
    )


def first_loan_kept(sheet: CaseSheet) -> CaseSheet:
    """The sheet with the first loan's case kept as it is, before what is told of a second one is laid in."""
    if sheet.whose != OWN or not sheet.tells_more_than_place:
        return sheet
    return sheet.model_copy(update={"aside": {**sheet.aside, FIRST_LOAN: sheet.entries}, "whose": SECOND_LOAN})
