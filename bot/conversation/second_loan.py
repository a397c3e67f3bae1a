"""When the talk turns from the first loan to a second one: what is told then is told of that loan."""

import re
from decimal import Decimal

from bot.conversation.sheet import OWN, CaseSheet, Entry
from bot.understand.factreading import FactReading
from bot.understand.question import Question

# what a turn to the second loan tells of that loan, and the amounts that are its balance then
OF_A_LOAN = frozenset({"loan", "lender", "instrument", "process", "loan_date"})
OF_THE_FIRST_LOAN = (
    "loan_date",
    "lender",
    "loan",
    "loan_program",
    "high_cost_loan",
    "promise_to_pay",
    "suit_filed",
    "suit_after",
)
WITHOUT_A_SALE = frozenset({"short_sale", "deed_in_lieu"})
BALANCES = frozenset({"debt", "principal", "claimed"})
_OTHER_BANK = re.compile(
    r"\b(?:different|another|other|separate) (?:bank|lender|company|mortgage company|one)\b|\b(?:from|with|at|by) (?:a|my|our) (?:local )?(?:credit union|bank)\b",
    re.IGNORECASE,
)
_NO_SALE = re.compile(
    r"\b(?:did ?n'?t|did not|never) (?:run|hold|held|do|conduct|make|order|start|call) (?:the|that|this|any|a) (?:sale|auction|foreclosure)\b",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"(?<!never )(?<!not )(?<!n't )\b(?:ok(?:ay)?'?e?d|agreed|approved|consented|signed off)\b", re.IGNORECASE
)
# "both lenders signed off in writing"
_BOTH = re.compile(
    r"\bboth(?: of (?:the|my|our|them))?(?: \w+)? (?:lenders?|banks?|loans?|mortgage companies|of them)? ?$",
    re.IGNORECASE,
)
_REFUSED = re.compile(r"\b(?:did ?n'?t|did not|never|refus\w+|would ?n'?t|would not|without)\b", re.IGNORECASE)
_SECOND = re.compile(r"\b(?:second|2nd|junior|he-?loc|home equity)\b", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:first|1st|senior)\b", re.IGNORECASE)
_OF_A_SECOND = re.compile(
    r"^\W*(?:(?:ok|okay|and|so|now|but|then|thanks|thank you|what about|how about|as for)\W+)+(?:the |my |our )?(?:second|2nd|junior|heloc|home equity)\b",
    re.IGNORECASE,
)


# "the credit union with the second wants 26k"
_CLAIMS = re.compile(
    r"\b(?:second|2nd|junior|he-?loc|equity (?:line|loan)|line of credit)\b[^.;!?\n]{0,40}\b(?:wants?|wanting|says|su(?:ed|es|ing)|asks?|asking|demands?|claims?|"
    r"bill(?:s|ed|ing)?|call(?:s|ed|ing)|sent|collecting|remains?|survives?|go(?:es)? away|gone|wiped|is left|still (?:there|owed|owing|open|out there)|(?:is |are |comes? |coming )after)\b"
    r"|\b(?:second|2nd|junior|he-?loc|equity) (?:lender|bank|lien ?holder|company|mortgage (?:company|lender|bank)|people|one)(?:s|'s)?\b[^.;!?\n]{0,30}\b(?:su(?:e|es|ed|ing)|come|coming|collect|take|garnish|get|ask|owed?|go)\b"
    r"|\b(?:after|sue|suing|sued|chas(?:e|ing)|bill(?:ing)?|hound(?:ing)?|owe|liable|pay|stuck|hook)\b[^.;!?\n]{0,24}\b(?:on|for|over|about|with)? ?(?:the |my |our |that )(?:second|2nd|junior|he-?loc|equity (?:line|loan)|line of credit)\b"
    r"|\b(?:bank|lender|credit union|company|collector)s? (?:with|that has|that holds|who has|who holds|holding|on|for|of) (?:the|my|our) (?:second|2nd|junior|he-?loc)\b",
    re.IGNORECASE,
)

# what a second loan was for, told of "it" in a turn that names no loan
_FOR_THE_PURCHASE = re.compile(
    r"\bpart of (?:buying|the purchase|how (?:we|i) bought)\b|\bto (?:help (?:me |us )?)?buy (?:the|our|my|this|that) (?:house|home|place|condo)\b"
    r"|\b(?:for|as|toward|towards) (?:the|our|my) down ?payment\b|\b80[/-](?:20|15|10)\b",
    re.IGNORECASE,
)
_AFTER_THE_PURCHASE = re.compile(
    r"\b(?:took|taken|taking|got|gotten|opened|added|borrowed)\b[^.?!;\n]{0,30}\b(?:later|afterwards?|after (?:we|i) (?:had )?(?:bought|moved|closed))\b"
    r"|\b(?:for|to (?:pay|pay off|do|fix|redo|finish|cover|buy|get|remodel|renovate|consolidate)|used (?:it |that |this )?(?:for|on|to)|went (?:to|into|for)) (?:\w+ ){0,3}"
    r"(?:kitchen|bath(?:room)?s?|roof|remodel\w*|renovation\w*|repairs?|addition|pool|deck|basement|cards?|debts?|bills|car|truck|boat|college|tuition|school|"
    r"medical|hospital|wedding|vacation)\b",
    re.IGNORECASE,
)
_NOT_SO = re.compile(r"\b(?:not|n't|never|wasnt|didnt)(?: \w+){0,2}\W*$", re.IGNORECASE)
_TELLS_OF_IT = re.compile(
    r"\b(?:it|that|this|one|second|2nd|he-?loc|loan|line|i|we)\b(?: \w+){0,2}? (?:was|were|is|took|taken|got|used|opened|went|borrowed|added)\b|^\W*(?:taken|took|got|used|opened) ",
    re.IGNORECASE,
)


def use_of_the_second(asked: Question, sheet: CaseSheet) -> Question:
    """What the second loan was for, told of "it": "no wait, it was taken out 3 years later for a kitchen"."""
    lien = sheet.known("lien")
    facts = {reading.fact: reading.value for reading in asked.facts}
    of_it = (lien is not None and lien.value == "junior") or facts.get("lien") == "junior"
    if not of_it or "loan" in facts or "?" in asked.text or not _TELLS_OF_IT.search(asked.text):
        return asked
    for value, words in (("home_equity", _AFTER_THE_PURCHASE), ("purchase", _FOR_THE_PURCHASE)):
        match = words.search(asked.text)
        if match is None or _NOT_SO.search(asked.text[: match.start()]):
            continue
        told = FactReading(fact="loan", value=value, raw=match[0], span=match.span())
        return asked.only_telling(told)  # what it paid off is no question about another kind of debt
    return asked


def names_another_bank(asked: Question) -> bool:
    """Whether a turn says that the loan is another bank's."""
    return _OTHER_BANK.search(asked.text) is not None


def agreed_too(sheet: CaseSheet, asked: Question) -> bool:
    """Whether the lender of the second loan agreed to the short sale or the deed that was told of the first."""
    way = sheet.known("disposition")
    if way is not None:
        return way.value in WITHOUT_A_SALE and _AGREED.search(asked.text) is not None
    if not any(f.fact == "disposition" and f.value in WITHOUT_A_SALE for f in asked.facts):
        return False
    if (agreed := _AGREED.search(asked.text)) and _BOTH.search(asked.text[: agreed.start()]):
        return True
    # told with it in one turn, where the first lender may be the one that approved
    second = _SECOND.search(asked.text)
    of_it = _FIRST.split(asked.text[second.start() :])[0] if second else ""
    return _AGREED.search(of_it) is not None and _REFUSED.search(of_it) is None


def turns_to_second_loan(sheet: CaseSheet, telling: list[Entry]) -> bool:
    """Whether the talk turns from the first loan to a second one, so that what is told now contradicts nothing."""
    lien, before = next((e for e in telling if e.name == "lien"), None), sheet.known("lien")
    return lien is not None and lien.value == "junior" and (before is None or before.value != "junior")


def of_the_second_loan(sheet: CaseSheet, telling: list[Entry], asked: Question) -> list[Entry]:
    """What a turn tells, with the balance as that of the second loan where the first loan's is known."""
    first_known = sheet.known("debt") or sheet.known("principal")
    own = any(e.name == "second_mortgage" for e in telling)
    found = (
        telling
        if own or not first_known
        else [e.model_copy(update={"name": "second_mortgage"}) if e.name in BALANCES else e for e in telling]
    )
    # the sale that was told of the first loan is another lender's sale to a second one
    of_the_first = (before := sheet.known("sale_by")) is not None and before.value == "this_lender"
    apart = names_another_bank(asked) or _NO_SALE.search(asked.text)
    told_before = sheet.known("second_mortgage") is not None  # beside the first loan's sums
    sold = (
        (own or told_before) and sheet.known("debt") and sheet.known("sale_price")
    )  # the sale told before was of the first loan
    another = (apart or sold) and (before is None or of_the_first)
    # "second lender foreclosed" names the seller itself
    told = any(e.name == "sale_by" and (e.value != "this_lender" or _SECOND.search(e.raw)) for e in found)
    if agreed_too(sheet, asked):
        return found  # no lender held a foreclosure sale
    # "and what about the second?" after a sale was told: that sale was the first loan's
    told_of = sheet.after_sale or any(sheet.known(name) for name in ("process", "sale_price", "sale_date"))
    of_a_sale = before is None and told_of
    if (
        another or ((of_the_first or of_a_sale) and (_OF_A_SECOND.search(asked.text) or _CLAIMS.search(asked.text)))
    ) and not told:
        lien = next(e for e in found if e.name == "lien")
        found = [e for e in found if e.name != "sale_by"]
        found.append(lien.model_copy(update={"name": "sale_by", "value": "other_lender"}))
    return found


def other_loan(sheet: CaseSheet) -> CaseSheet | None:
    """The case by the loan that the answer is not about, where this turn tells the balances of both; None elsewhere.

    The sale is taken to be the first lender's.
    """
    first, second = sheet.known("debt") or sheet.known("principal"), sheet.known("second_mortgage")
    lender = sheet.known("sale_by")
    if first is None or second is None or sheet.whose != OWN or sheet.turn not in (first.turn, second.turn):
        return None
    same = sheet.known("same_lender")
    way = sheet.known("disposition")
    agreed = way is not None and way.value == "agreed_foreclosure"  # which brings no price, and can end the first loan
    if (same is not None and same.value == "yes") or not (sheet.known("sale_price") or agreed):
        return None
    entries = {name: e for name, e in sheet.entries.items() if name not in ("lien", "sale_by")}
    if (lien := sheet.known("lien")) is not None and lien.value == "junior":
        if lender is not None and lender.value == "this_lender":
            return None  # the second lender held the sale: what it leaves to the first loan is another matter
        entries.pop("second_mortgage")
        if (loan := sheet.known("loan")) is not None and loan.value == "home_equity":
            entries.pop("loan")
        return sheet.model_copy(update={"entries": entries})
    if lender is not None and lender.value != "this_lender":
        return None
    price = sheet.known("sale_price")
    left_over = price is not None and Decimal(price.value) > Decimal(first.value)  # comes off the second loan's balance
    of_the_sale = () if left_over else (*BALANCES, "sale_price")
    for name in (*OF_THE_FIRST_LOAN, "claimed", *of_the_sale, "fair_market_value"):
        entries.pop(name, None)
    told = {"lien": "junior", "sale_by": "other_lender"}
    laid = {name: Entry(name=name, kind="fact", value=value, turn=sheet.turn) for name, value in told.items()}
    return sheet.model_copy(update={"entries": {**entries, **laid}})
