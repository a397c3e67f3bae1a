"""A judgment that a court has given on the rest of the debt: the rule for a claim comes too late for it."""

import re
from dataclasses import dataclass

from bot.answer.draft import Draft
from bot.answer.own_wages import PROTECTED
from bot.answer.prose import first_sentence
from bot.answer.quoting import say_sentences
from bot.answer.rule import answer_rule
from bot.answer.rule_words import deadline_words
from bot.answer.shortfall import FORMULA
from bot.answer.turn import Turn
from bot.answer.wages import answer_wages, say_protected_wages, say_state_wages
from bot.calculator import arithmetic
from bot.law.assess import Assessment
from bot.law.deadlines import DeadlineResult
from bot.law.record import Record
from bot.retrieval.passage import deadline_id, rule_id
from bot.topics import Topic
from bot.understand.intent import LAW
from bot.understand.judgment import judgment_stands, money_judgment

LASTS = "guide/collection-after-judgment#how-long-it-lasts"
STANDS = "guide/defenses#raise-in-time"
AFTER = "guide/what-to-do-this-week#after-a-judgment"
TOOLS = "guide/collection-after-judgment#tools"
WAGES = "guide/collection-after-judgment#wages"
ACCOUNT = "guide/collection-after-judgment#bank-account"
LIENS = "guide/collection-after-judgment#liens"
RETIREMENT = "guide/collection-after-judgment#retirement"
THINGS = "guide/collection-after-judgment#car-and-things"
NOTHING = "guide/collection-after-judgment#nothing-to-take"
# what a lender does with a judgment it has, in the words of the records
_COLLECTS = re.compile(r"\bexecution\b|\bon th(?:at|e) (?:deficiency )?judgment\b")

# how long a judgment can still hurt
_UNTIL_WHEN = re.compile(
    r"\b(?:until|till|by) when\b|\bwhen (?:am|will|are|is|does|do|can|would) (?:i|we|it|this|that|she|he|the|they|my)\b[^.?!]{0,40}\b(?:free|clear|safe|over|end|done|off|expire|too late|stop|die|gone|run out)\b"
    r"|\bhow (?:long|many years|much (?:longer|time))\b[^.?!]{0,40}\b(?:last|good|valid|collect|judge?ment|have|has|got|get|enforce\w*|live|left)\b"
    r"|\bstill (?:good|valid|enforceable|collect)\b|\btoo (?:old|late)\b|\bdead ?line|\bexpire\w*|\blast day\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Asked:
    """What may be asked of a judgment.

    words: that ask it. passage, says: the section that answers, and how its sentences begin that are told.
    not_told, instead: what no source tells, and who does. of_taking: whether it is about what can be taken.
    """

    words: re.Pattern[str]
    passage: str = ""
    says: tuple[str, ...] = ()
    not_told: str = ""
    instead: str = ""
    of_taking: bool = False


def _asks(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


_ASKED = (
    _Asked(
        _asks(r"\bappeal\w*"),
        not_told="whether it can be appealed and until when",
        instead="The time to appeal is short, so ask the court's clerk and a lawyer or legal aid this week; lawhelp.org lists offices.",
    ),
    _Asked(
        _asks(r"\binterest\b(?! rate on (?:my|the) loan)"),
        LASTS,
        ("Interest usually runs", "Ask for a payoff letter"),
        not_told="the rate of interest on a judgment",
        instead="The judgment itself may name it, and the clerk can tell you.",
    ),
    _Asked(
        _asks(
            r"\brenew\w*|\brevive\w*|\bexpire\w*|\bhow (?:long|many years)\b[^.?!]{0,30}\b(?:last|good|valid|collect|judge?ment|have|got)\b|\bstill (?:good|valid|enforceable)\b|\btoo old\b|\bdeadline"
        ),
        LASTS,
        ("A judgment lasts for years", "Many states let", "A judgment that was not renewed"),
    ),
    _Asked(
        _asks(
            r"\bsocial security\b|\bss[id]?\b|\bssdi\b|\bpensions?\b|\bdisability\b|\bveterans?'? benefits?\b|\bunemployment\b|\bbenefits\b"
        ),
        PROTECTED,
        ("Private creditors may not take", "A bank must leave two months", "Outside direct deposit"),
        of_taking=True,
    ),
    _Asked(
        _asks(
            r"\bgarnish\w*|\bwages?\b|\bpay ?checks?\b|\bsalary\b|\bpart.?time\b|\bmy pay\b"
            r"|\b(?:out of|from|of) (?:my|our|his|her|each|every|a|one) (?:\w+ )?checks?\b"
        ),
        WAGES,
        ("Yes, after a judgment", "After deductions the law requires"),
        of_taking=True,
    ),
    _Asked(
        _asks(r"\b(?:bank )?accounts?\b|\bsavings?\b|\bfr[eo]e?ze\w*|\blev(?:y|ied)\b"),
        ACCOUNT,
        ("A lender with a judgment can have your bank freeze", "File the claim of exemption"),
        of_taking=True,
    ),
    _Asked(
        _asks(
            r"\b(?:take|get|touch|lien|lose|sell|seize|after)\b[^.?!]{0,25}\b(?:house|home|condo|property|land)\b|\bliens?\b"
        ),
        LIENS,
        ("A judgment can become a lien", "The lien must usually", "A forced sale is possible"),
        of_taking=True,
    ),
    _Asked(
        _asks(r"\b401 ?\(?k\)?|\b403 ?\(?b\)?|\bira\b|\bretirement (?:account|savings?|money|plan|fund)"),
        RETIREMENT,
        ("Money in an employer's retirement plan", "An IRA follows", "Money that you take out"),
        of_taking=True,
    ),
    _Asked(
        _asks(
            r"\b(?:take|get|touch|lose|seize|tow|repo\w*|after)\b[^.?!]{0,20}\b(?:car|truck|van|vehicle|furniture|stuff|belongings|tools)\b"
        ),
        THINGS,
        ("A car or household things", "Most states protect a car"),
        of_taking=True,
    ),
    _Asked(
        _asks(r"\bshould (?:i|we|she|he|they|my \w+) (?:just |even |ever )?pay\b"),
        NOTHING,
        ("A lender can still sue", "People call that being", "A judgment lasts for years"),
    ),
)


def answer_judgment(draft: Draft, turn: Turn, *, general: bool) -> bool:
    """Answer for somebody against whom a judgment was entered; returns whether one is told and it decides what is asked.

    general: whether the guide answers the question by its subject; then only a follow-up that names a thing is answered here.
    What the state's rule says of a claim is told as what could have been said before, and decides nothing: no outcome is given.
    """
    question = turn.question
    if not turn.judged:
        return False
    own = _own_time(turn)
    if own is not None and turn.assessment is not None and own is turn.assessment.first.lapsed:
        return False  # it has run: the rule says that first
    if own is not None and _UNTIL_WHEN.search(question.text):
        answer_rule(draft, turn, own)
        return True
    if question.says("income") and answer_wages(draft, turn):
        return True
    told_now = judgment_stands(question.text) or money_judgment(question.text)
    asked = [one for one in _ASKED if one.words.search(question.text)]
    if not asked and not told_now and not set(question.intents) & LAW:
        return False
    if general and not (question.follows and asked):
        return False
    draft.used("search_corpus")
    draft.state = turn.state
    if told_now or not asked:
        draft.say(
            "**A court has decided this already: its judgment can be collected until it is paid, settled, ended by bankruptcy, "
            "set aside or too old.**",
            LASTS,
        )
        _say_what_is_left(draft, turn)
    if told_now and not asked:
        draft.add(
            "A court can enter one even on a claim that came too late, or for too much, when nobody objects.", STANDS
        )
    for one in asked:
        if one.passage == WAGES and say_protected_wages(draft, turn.record):
            continue
        _say_asked(draft, turn, one)
    if told_now or not asked:
        _what_it_means(draft, turn, taking=any(one.of_taking for one in asked))
    return True


def _own_time(turn: Turn) -> DeadlineResult | None:
    """The state's own time to collect on a judgment, whether it runs or has run; None where it has none."""
    if turn.assessment is None:
        return None
    first = turn.assessment.first
    due = first.deadlines if first.lapsed is None else [first.lapsed]
    return next((one for one in due if _COLLECTS.search(one.rule.act)), None)


def _say_what_is_left(draft: Draft, turn: Turn) -> None:
    """What is left of a judgment after what was paid on it, where both are told; the interest since is not known."""
    left = turn.plain
    if left is None or not left.inputs.keys() >= {"claimed", "credits"}:
        return
    draft.used("calculate_deficiency")
    draft.figure(left)
    draft.amount = left.amount
    draft.say(
        f"{arithmetic(left)}: that is left of it, before the interest and costs that a judgment gathers.",
        FORMULA,
        kind="arithmetic",
    )


def _say_asked(draft: Draft, turn: Turn, one: "_Asked") -> None:
    """What is asked of a judgment: an interest rate and an appeal no source tells, everything else the guide does."""
    first = not draft.segments
    where = f" for {turn.record.name}" if turn.record is not None else ""
    if one.not_told:
        told = f"My sources{where} do not say {one.not_told}."
        draft.say(f"**{told}**" if first else told, kind="help")
        draft.add(one.instead, kind="help")
    if one.passage and one.says:
        bold = first and not one.not_told
        say_sentences(draft, draft.library.passage(one.passage), one.says, bold=bold)
    if one.passage == WAGES:
        say_state_wages(draft, turn.record)


def _what_it_means(draft: Draft, turn: Turn, *, taking: bool) -> None:
    """What to do about a judgment, how long it lasts and what it reaches. taking: whether that last is told already."""
    draft.say(
        "Get a copy of the judgment and the proof of service from the clerk, and take both to a lawyer this week. One that you "
        "knew nothing about, or that came by default, can sometimes be set aside, but the time to ask is short.",
        AFTER,
    )
    draft.say(
        "How long it lasts is set by the law of the state where it was entered, and many states let the creditor renew it. Ask "
        "the clerk when it ends and whether it was renewed.",
        LASTS,
    )
    if not taking:
        draft.say(
            "With a judgment the lender can reach part of your wages, money in bank accounts, and liens on other property; state law "
            "decides how far, and what is protected.",
            TOOLS,
        )
    if turn.record is not None:
        if turn.assessment is not None:
            _by_the_state(draft, turn, turn.record, turn.assessment)
        if (Topic.GARNISHMENT in turn.question.topics or turn.record.wages is not None) and not taking:
            say_state_wages(draft, turn.record)


def _by_the_state(draft: Draft, turn: Turn, record: Record, found: Assessment) -> None:
    """A state's own time to collect, and what its rule would have said against the claim."""
    for due in found.first.deadlines:
        if _COLLECTS.search(due.rule.act):
            draft.say(deadline_words(due, turn.today, turn.rough), deadline_id(record.code, due.rule.id))
    case = found.first.case
    # where the state has a time to collect that does not reach this home, its rule says so
    limited = [rule for rule in record.deadlines if rule.bars and _COLLECTS.search(rule.act)]
    if limited and found.outcome == "allowed" and not any(d.rule in limited for d in found.first.deadlines):
        draft.say(case.effect, rule_id(record.code, case.id))
    if found.outcome == "barred":
        draft.say(
            f"{record.name} law has a bar against such a claim, so tell the lawyer if nobody spoke of it before the judgment: "
            f"{first_sentence(case.effect)}",
            rule_id(record.code, case.id),
        )
