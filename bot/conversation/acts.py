"""What is written for the act that a turn was planned to be: an answer, a comparison, a supposition, a look back."""

from bot.answer.crisis import CRISIS, crisis
from bot.answer.draft import Draft
from bot.answer.leads import lead_named
from bot.answer.limits import LIMITS
from bot.answer.turn import Turn
from bot.answer.urgent import urgent_help
from bot.conversation import compare, lookback, manage, what_if
from bot.conversation.compose import compose
from bot.conversation.merge import Merged
from bot.conversation.sheet import SIGNER
from bot.conversation.unknown import not_known
from bot.conversation.work import Work
from bot.retrieval.search import Index
from bot.understand.feelings import one_human_sentence
from bot.understand.intent import LAW

UNCLEAR = LIMITS["unclear"].reason


def write(draft: Draft, work: Work, turn: Turn, merged: Merged, index: Index) -> None:
    """Write what the turn's act says: what cannot wait first, then the act itself."""
    question, act = turn.question, work.plan.act
    draft.act = None if act == "answer" else act
    if "self_harm" in question.intents:
        crisis(draft, question.text)
        if question.tells and manage.has_a_result(turn):
            compose(draft, manage.asked_again(turn), index)
        else:
            draft.state = None
        return
    if act == "answer" and question.feeling is not None:
        draft.say(one_human_sentence(question.feeling, merged.sheet.turn), kind="help")
    for problem in question.problems:
        draft.say(problem, kind="reading")
    if question.problems and not (question.tells or question.parts or question.state):
        return  # what cannot be read is all that was said
    manage.another_case(draft, merged.sheet)
    if act in ("answer", "what_if"):
        urgent_help(draft, turn)
    what_if.contradiction(draft, turn, None if work.compared else work.disputed, merged.sheet)
    _act(draft, work, turn, merged, index)


def _act(draft: Draft, work: Work, turn: Turn, merged: Merged, index: Index) -> None:
    act, last, sheet = work.plan.act, work.last, merged.sheet
    match act:
        case "reset":
            manage.reset(draft)
        case "recall":
            manage.recall(draft, sheet, turn)
        case "acknowledge":
            manage.acknowledge(draft, sheet)
        case "needed":
            manage.needed(draft, turn)
        case "nothing_supposed":
            manage.nothing_supposed(draft)
        case "unread":
            manage.unread(draft)
        case "compare":
            compare.compare(draft, work.compared, merged.sheet.whose_are(work.plan.cases), ranks=work.plan.ranks)
            if merged.supposed and work.as_told is not None:
                what_if.stays(draft, work.as_told, sheet)
        case "compare_with_what":
            compare.compare_with_what(draft, turn)
        case "unknown":
            not_known(draft, turn.question.unknown, turn)
        case "what_if" if work.as_told is not None and what_if.what_if(draft, turn, work.as_told, sheet):
            pass
        case "withdraw":
            if manage.take_back(draft, merged) and manage.has_a_result(turn):
                compose(draft, manage.asked_again(turn), index)
        case "adopt":
            manage.adopted(draft, merged, turn)
            if manage.has_a_result(turn):
                compose(draft, manage.asked_again(turn), index)
        case "answer" if last is not None and _only_tells(turn, merged) and manage.noted(draft, turn, last):
            draft.act = "noted"
        case _ if last is not None and act in lookback.ACTS:
            lookback.look_back(act, draft, turn, last, sheet.laid_over(), index)
        case "answer" if _only_feels(turn):
            if _despair(turn, index):
                crisis(draft, turn.question.text)  # rather once too often than once too seldom
            else:
                manage.steady(draft, turn)
        case _:
            compose(draft, turn, index)
            if draft.declined and draft.reason == UNCLEAR and turn.question.follows:
                manage.as_things_stand(draft, turn)
            if act == "what_if" and work.as_told is not None and not draft.declined:
                what_if.stays(draft, work.as_told, sheet)


def _only_tells(turn: Turn, merged: Merged) -> bool:
    """Whether a turn tells facts and nothing else: it asks nothing, and no feeling or limit comes first."""
    question = turn.question
    quiet = not (question.parts or question.moves or question.feeling or question.changes or merged.supposed)
    told = (
        bool(merged.told)
        and SIGNER not in merged.told
        and merged.sheet.disputed() is None
        and set(question.intents) <= LAW
    )
    return turn.assessment is not None and quiet and told


def _despair(turn: Turn, index: Index) -> bool:
    """Whether talk of being overwhelmed is nearest to the crisis passage, in whatever words it comes."""
    feeling = turn.question.feeling
    if feeling is None or feeling.kind not in ("overwhelm", "grief"):
        return False
    hits = index.search(turn.question.text, state=None, k=1)
    return bool(hits) and hits[0].passage.id == CRISIS


def _only_feels(turn: Turn) -> bool:
    """Whether a turn tells how somebody feels and nothing else."""
    question = turn.question
    asks = question.tells or question.parts or question.intents or question.topics
    return question.feeling is not None and not asks and lead_named(question.text, in_a_state=False) is None
