"""A turn as it is meant after the turns before it: what a bare answer belongs to, and what an ellipsis goes on with."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

from bot.answer.signers import HALF_TOLD, who_did_not_sign
from bot.conversation.apart import is_heard, names_the_second
from bot.conversation.bare_figures import bare_figure, offer_told, paid_on_the_claim, share_asked, value_found
from bot.conversation.ellipsis import IGNORED, whole_question
from bot.conversation.forgiven import asked_of_tax
from bot.conversation.pay import GARNISHMENT, asked_of_pay
from bot.conversation.put_right import fact_put_right
from bot.conversation.resume import asked_of_the_case, case_told, day_put_right
from bot.conversation.retold import CORRECTS
from bot.conversation.second_loan import use_of_the_second
from bot.conversation.sheet import HOUSE_AMOUNTS, SIGNER, CaseSheet
from bot.conversation.short_replies import (
    SHORT,
    bare_state,
    late_reply,
    looked_for,
    only_a_day,
    price_looked_up,
    replied,
)
from bot.conversation.short_what_ifs import (
    day_before_the_sale,
    day_supposed,
    days_beside_the_sale,
    fact_supposed,
    small_payment,
    suit_put_right,
    suit_told,
)
from bot.conversation.whereabouts import is_sued_there
from bot.law.facts import EVENTS, FACTS
from bot.law.record import get_record
from bot.topics import Topic
from bot.understand.elapsed import read_sued_after
from bot.understand.factreading import FactReading
from bot.understand.intent import LAW, LIMITS
from bot.understand.moves import Move
from bot.understand.question import NUMERIC, DayReading, Question
from bot.understand.read import read_question
from bot.understand.register import is_personal
from bot.understand.replies import read_reply

# what a question is about, told from its words where another voice than ours asked it
ASKED = (
    ("take_home_pay", re.compile(r"take[- ]home|your pay\b|paychecks?|how often are you paid", re.IGNORECASE)),
    ("fair_market_value", re.compile(r"\bworth\b|market value", re.IGNORECASE)),
    ("sale_price", re.compile(r"\bs(?:ell|old)\b[^.?]*\bfor\b|sale price|\bbid\b|bring at", re.IGNORECASE)),
    ("sale_date", re.compile(r"\bwhen (?:was|did)\b[^?]*\b(?:sale|auction|sold)\b|date of the sale", re.IGNORECASE)),
    ("buyer", re.compile(r"\bwho (?:bought|was the (?:buyer|high bidder))\b", re.IGNORECASE)),
    (
        "process",
        re.compile(
            r"\bcourt\b[^?]*\b(?:trustee|without|power of sale)\b|\bjudicial(?:ly)?\b[^?]*\bor\b", re.IGNORECASE
        ),
    ),
    (
        "lived_throughout",
        re.compile(r"\bthe (?:whole|entire) time\b|\ball along\b|continuously|ever since", re.IGNORECASE),
    ),
    ("occupancy", re.compile(r"\blive(?:d)? in\b|\bmain home\b|primary residence", re.IGNORECASE)),
    ("lien", re.compile(r"\bfirst mortgage\b[^?]*\bsecond\b|which loan", re.IGNORECASE)),
    ("loan", re.compile(r"\bloan for\b|kind of loan|\brefinanc\w+\b[^?]*\?", re.IGNORECASE)),
    ("state", re.compile(r"\bstate\b", re.IGNORECASE)),
    ("debt", re.compile(r"\bow(?:e|ed|ing)\b|\bpayoff\b|\bdebt\b|\bbalance\b", re.IGNORECASE)),
)
_SO_I_OWE = re.compile(r"\b(?:so|that means?|then) (?:i|we) (?:still )?owe\b", re.IGNORECASE)
# that nothing has come from the lender is told of the case, though no fact holds it
_NOT_SUED = re.compile(
    r"\b(?:no|any|never (?:an?|any)|without (?:an?|any)|not (?:an?|one)) (?:lawsuit|suit|motion|summons|court papers)\b"
    r"|\b(?:nobody|no one|they|bank|lender)(?: (?:has|have|had|never|ever|not|hasn't|haven't|didn't|yet))* (?:sued|sue|filed (?:anything|suit|a lawsuit))\b"
    r"|\b(?:never|not|n't)(?: been| yet)* (?:sued|served)\b",
    re.IGNORECASE,
)
_VALUE = re.compile(r"\b(?:value|worth|apprais\w+|fmv|market)\b", re.IGNORECASE)
_OWED = re.compile(r"\b(?:owed|loan|mortgage|balance|debt|payoff|principal)\b", re.IGNORECASE)
_QUESTION = re.compile(r"[^.?!\n]*\?")


def asked_in(answer: str, state: str | None, states_dir: Path) -> str | None:
    """What the last question of an answer asks for; None where it asks for nothing that is known here."""
    questions = _QUESTION.findall(answer)
    if not questions:
        return None
    last = " ".join(questions[-1].split()).lower()
    own = {**{name: spec.question for name, spec in FACTS.items()}, **(_wording(states_dir, state) if state else {})}
    known = next((name for name, words in own.items() if " ".join(words.split()).lower() in last), None)
    return known or next((name for name, words in ASKED if words.search(last)), None)


def _wording(states_dir: Path, state: str) -> dict[str, str]:
    return {name: words.split("?")[0] + "?" for name, words in get_record(states_dir, state).ask.items()}


def read_turn(text: str, sheet: CaseSheet, today: date, picked: str | None = None) -> Question:
    """One turn as it is meant in its conversation.

    A turn that asks nothing itself goes on with what was asked before ("1,200 every two weeks", "Texas"). A short turn
    after a question answers it, by a fact, a bare number, a day, a postal code, or "I don't know".
    picked: the USPS code to take where no turn names one. Never raises.
    """
    where = sheet.state or picked
    first = sheet.turn == 0
    days = {
        e.name: date.fromisoformat(e.value) for e in sheet.entries.values() if e.kind == "day" and e.known and e.exact
    }
    asked = read_question(
        text, today, where, speaks_of_thousands=sheet.speaks_of_thousands, first=first, known_days=days
    )
    if first:
        return case_told(asked_of_tax(asked, sheet))
    asked = asked_of_tax(asked, sheet)
    for read in (share_asked, paid_on_the_claim, offer_told):
        asked = read(asked, sheet)
    asked = use_of_the_second(asked_of_pay(small_payment(asked), sheet), sheet)
    if where and asked.state not in (None, where) and is_heard(text):
        asked = asked.model_copy(update={"state": None, "states": (), "place": None, "facts": ()})
    if is_sued_there(asked, sheet):  # "they sued me here in Tennessee", of a house in Georgia
        asked = asked.model_copy(update={"state": None, "states": (), "place": None})
    if set(asked.intents) & LAW:  # "what's the deadline again" names what it asks for
        asked = asked.model_copy(update={"moves": tuple(m for m in asked.moves if m.move is not Move.REPEAT)})
    if not asked.intents and asked.topics == (Topic.REDEMPTION,) and len(asked.text.split()) <= SHORT:
        asked = asked.model_copy(update={"intents": ("redemption",)})  # "right of redemption?" asks for this state's
    # a price or a debt that is told or supposed anew asks what is owed, and no more what a share of it comes to
    kept = LAW | NUMERIC - ({"settlement", "instalment"} if {a.role for a in asked.amounts} & HOUSE_AMOUNTS else set())
    intents = asked.intents or (tuple(n for n in sheet.intents if n in kept) if _goes_on(asked) else ())
    if "summons" in sheet.intents and asked.topics == (Topic.FIRST_STEPS,) and not set(asked.intents) - {"rule"}:
        intents = ("summons",)  # "so what do i do now", after court papers came
    if asked.says("income") and {*GARNISHMENT} & {*sheet.intents}:
        intents = tuple(dict.fromkeys(("garnishment", *intents)))
    if asked.sued_after is None and (sheet.known("sale_date") or sheet.after_sale):
        asked = asked.model_copy(update={"sued_after": read_sued_after(asked.text, sold=True)})
    asks_else = asked.tells or set(asked.intents) - {"rule", "amount"}
    if sheet.known("second_mortgage") and not asks_else and names_the_second(asked.text):
        junior = FactReading(fact="lien", value="junior", raw=asked.text, span=(0, len(asked.text)))
        asked = asked.model_copy(update={"facts": (junior,), "intents": ("rule",), "moves": ()})
        intents = asked.intents
    if not asked.intents and _tells_who_signed(asked.text, sheet):
        intents = ("rule",)  # "i never signed anything" asks what that changes
    meant = asked.stands_for or whole_question(asked.text, asked.topics)
    # "what if i ignore it" asks what comes of that, and not whether they may collect
    if meant == IGNORED or (meant and asked.move(Move.WHAT_IF)):
        intents = tuple(name for name in intents if name not in LAW)
    terse = asked.audience == "counselor" or (sheet.terse and not is_personal(asked.text))
    asked = asked.model_copy(
        update={
            "intents": intents,
            "earlier": sheet.readings(),
            "audience": "counselor" if terse else "homeowner",
            "follows": True,
            "stands_for": meant,
        }
    )
    right = fact_put_right(_claim_asked_about(asked, sheet), sheet)
    answered = suit_put_right(_answered(right, sheet, where), sheet)
    answered = days_beside_the_sale(day_before_the_sale(day_supposed(answered, sheet), sheet), sheet, today)
    return asked_of_the_case(fact_supposed(suit_told(answered, sheet), sheet, where), sheet)


def _claim_asked_about(asked: Question, sheet: CaseSheet) -> Question:
    """ "does that mean i owe 50?" after the sale asks about a claim; it tells no debt."""
    known, price = sheet.known("debt"), asked.money("sale_price")
    if known is not None and price is not None:  # "they bid 100, so do we owe 304,900?" reckons what is owed
        rest = Decimal(known.value or 0) - price
        kept = tuple(a for a in asked.amounts if a.role != "debt" or a.value != rest)
        asked = asked.model_copy(update={"amounts": kept})
    asks = asked.parts or "?" in asked.text or _SO_I_OWE.search(asked.text)
    if not asks or not sheet.known("sale_price") or sum(a.role == "debt" for a in asked.amounts) != 1:
        return asked
    if asked.says("sale_price") or CORRECTS.search(asked.text) or asked.move(Move.WHAT_IF):
        return asked
    debt = next(a for a in asked.amounts if a.role == "debt")
    start = debt.span[0]
    before = re.split(r"[.?!;\n]\s", asked.text[:start])[-1]
    sentence = before + re.split(r"[.!;\n]\s|(?<=\?)", asked.text[start:])[0]
    # "I owed 318k. Do I owe the rest?" tells the debt in a sentence of its own, and in the past
    if not ("?" in sentence or asked.parts or _SO_I_OWE.search(asked.text)) or _OWED.search(before):
        return asked
    amounts = tuple(a.model_copy(update={"role": "claimed"}) if a is debt else a for a in asked.amounts)
    return asked.model_copy(update={"amounts": amounts})


def _tells_who_signed(text: str, sheet: CaseSheet) -> bool:
    """Whether a turn tells anew that the one who asks did or did not sign the loan."""
    before = sheet.known(SIGNER)
    who = who_did_not_sign(text, before.value if before else None)
    return who is not None and who not in HALF_TOLD and (before is None or who != before.value)


def _goes_on(asked: Question) -> bool:
    """Whether a turn that asks nothing tells more of what was asked before."""
    told = asked.tells or asked.state or asked.loose or asked.loose_days or asked.changes or asked.pay_frequency
    return bool(told) or _NOT_SUED.search(asked.text) is not None


def _answered(asked: Question, sheet: CaseSheet, where: str | None) -> Question:
    """The turn with what it says in answer to the open question."""
    if set(asked.intents) & LIMITS:
        return asked  # what somebody means to pretend answers no question
    name = sheet.open_question or looked_for(asked, sheet)
    if name and asked.move(Move.UNKNOWN):
        return asked.model_copy(update={"unknown": (name,)})
    if name == "state" and asked.state is None and (code := bare_state(asked.text)):
        return asked.model_copy(update={"state": code, "states": (code,), "intents": asked.intents})
    if name in FACTS and (reply := read_reply(asked.text, name, where)):
        asked = replied(asked, reply)
    elif not asked.tells and not asked.moves and (late := late_reply(asked, sheet, where)):
        asked = replied(asked, late)
    asked = value_found(asked, sheet)
    if len(asked.text.split()) > (SHORT * 2 if CORRECTS.search(asked.text) else SHORT):
        return asked
    if name == "fair_market_value" and sheet.known("debt") and _VALUE.search(asked.text):
        # "value? court said 140k" answers what the home was worth, and is no second debt
        told = tuple(a.model_copy(update={"role": name}) if a.role in ("debt", "claimed") else a for a in asked.amounts)
        asked = asked.model_copy(update={"amounts": told}) if len(told) == 1 else asked
    if price_looked_up(asked, sheet):
        # "the paper says 255,000", after the price was asked for and nobody knew it
        told = tuple(a.model_copy(update={"role": "sale_price"}) for a in asked.amounts)
        asked = asked.model_copy(update={"amounts": told})
    asked = bare_figure(asked, sheet)
    if (right := day_put_right(asked, sheet)) is not None:
        others = tuple(a for a in asked.loose if a.value != right.day.year)
        return asked.model_copy(update={"days_read": (right,), "loose_days": (), "loose": others})
    if asked.loose_days and not asked.days_read and CORRECTS.search(asked.text):
        last = max((e for e in sheet.entries.values() if e.kind == "day"), key=lambda e: e.turn, default=None)
        if last is not None:  # "no, 2021. may 6 2021"
            return _with_day(asked, last.name, asked.loose_days[-1], "read as the day put right")
    if len(asked.loose_days) == 1 and not asked.days_read and (name in EVENTS or only_a_day(asked)):
        sale = sheet.known("sale_date")
        role = name if name in EVENTS else None if sale and sale.exact else "sale_date"
        if role:
            how = "read as the day of the sale" if role == "sale_date" else "read as the answer to what I asked"
            asked = _with_day(asked, role, asked.loose_days[0], how)
    return asked


def _with_day(asked: Question, role: str, day: date, how: str) -> Question:
    """The turn with one of its days in its role, and no other."""
    read = DayReading(role=role, day=day, raw=asked.text, how=how, exact=day in asked.days_named)
    return asked.model_copy(update={"days_read": (read,), "loose_days": ()})
