"""What is declined and what goes first: limits in one or two sentences with what can be done instead, and a crisis."""

import re
from dataclasses import dataclass

from bot.answer.draft import Draft
from bot.answer.places import state_name
from bot.answer.prose import first_sentence
from bot.retrieval.passage import Passage
from bot.retrieval.sentences import sentences
from bot.topics import Topic
from bot.understand.lexicon import is_word
from bot.understand.question import Question
from bot.understand.register import is_ours

HELP, AID = "guide/where-to-get-help#housing-counselor", "guide/where-to-get-help#legal-aid"


@dataclass(frozen=True)
class Limit:
    """A refusal: why, in a few words for the record; what is said; what is offered instead, with its passages.

    on_yes: the question that a plain "yes" to the offer asks. asks: what is asked for where no state is known yet.
    """

    reason: str
    says: str
    offers: str
    passages: tuple[str, ...] = ()
    on_yes: str | None = None
    asks: str = ""


LIMITS: dict[str, Limit] = {
    "hide_assets": Limit(
        "hiding assets",
        "I can't help with hiding money or property: a court can undo such a move, and it can make things worse.",
        "What I can do is show what the law already protects from collection, how settlements work, and when a "
        "bankruptcy lawyer is worth a call. Shall I start with what they cannot take?",
        ("guide/collection-after-judgment#do-not-hide", "guide/collection-after-judgment#protected-money"),
        "which money in my bank account and which belongings are exempt",
    ),
    "deceive_court": Limit(
        "deceiving a court or lender",
        "I can't help with misleading a court or a lender; it can turn a money problem into a criminal one.",
        "An honest defense is often better than people think: wrong sums, missing notices, a missed deadline or a "
        "state protection. Tell me what the papers say, and I will look for one.",
        ("guide/defenses#the-list",),
    ),
    "harm_person": Limit(
        "harm",
        "I can't help with hurting anyone or wrecking the house; damage can be charged to you on top of the debt.",
        "I can help you find out what you really owe and what to do next.",
        ("guide/moving-out-after-the-sale#leave-clean",),
        asks="Which state is the house in?",
    ),
    "other_person": Limit(
        "another person's data",
        "I don't look up other people: I have no records of persons, loans or accounts.",
        "Court files and the county register are public, and a clerk can show you what is recorded about a property. "
        "I can explain the rule for a case you describe.",
    ),
    "predict_judge": Limit(
        "predicting a court",
        "I can't tell how a judge will decide; nobody can promise that.",
        "I can tell you the rule the judge must follow, what each side has to prove and by when.",
        ("guide/how-the-lender-gets-a-judgment#what-lender-must-prove",),
        asks="Which state is it, and what has happened so far?",
    ),
    "injection": Limit(
        "instructions in the question",
        "I answer only from my sources and the rules I was built with, whatever a message says.",
        "Ask me about a foreclosure, what may still be owed after it, or what to do next, and I will answer with the "
        "source.",
    ),
    "foreign": Limit(
        "another country",
        "I only know the law of the United States, and {place} has its own, so I won't guess.",
        "A local legal aid office, debt charity or lawyer there can tell you. If the house is in a US state, tell me which.",
    ),
    "territory": Limit(
        "a territory",
        "My sources cover the fifty states and the District of Columbia, not {place}, so I won't guess.",
        "A legal aid office that serves {place} can tell you; lawhelp.org lists them.",
        (AID,),
    ),
    "out_of_scope": Limit(
        "outside the subject",
        "That is outside what I know. I answer questions about what is owed after a foreclosure in the United States.",
        "For example: whether the lender can still come after you in your state, how much at most, until when, and what "
        "to do now.",
    ),
    "outside": Limit(
        "outside the subject",
        "My sources do not cover that, so I won't guess. They are about what is owed on a home loan after a foreclosure.",
        "For other debts, courts or property a lawyer or a legal aid office near you can help; lawhelp.org lists offices.",
        (AID,),
    ),
    "unclear": Limit(
        "not understood",
        "I did not understand that.",
        "Say it in other words, or ask for example: why, until when, what if it had sold for more, or what about my taxes.",
    ),
    "not_found": Limit(
        "nothing found",
        "My sources do not cover that, so I won't guess.",
        "A lawyer or a legal aid office near you can answer it; lawhelp.org lists offices by area.",
        (AID,),
    ),
    "not_told": Limit(
        "not in the sources",
        "My sources{place} do not say {thing}, so I won't guess.",
        "A HUD-approved housing counselor (888-995-4673, free) or a legal aid office near you can tell you, and the court's "
        "clerk where there is a case; lawhelp.org lists offices by area.",
        (HELP, AID),
    ),
    "not_verified": Limit(
        "not verified",
        "I could not verify my own answer to that, so I won't show it.",
        "Please put the question in other words, one thing at a time, with the state.",
    ),
    "language": Limit(
        "another language",
        "I can only read and answer English. / Solo puedo leer y responder en inglés.",
        "A HUD-approved housing counselor can help in many languages: 888-995-4673 (free).",
        (HELP, HELP),
    ),
}


# words of a bare follow-up ("and what about Texas then?"), which says nothing of its own subject
_LINKS = frozenset(
    "a an and about again also am are as at be but by can do does else for from have how i if in is it me my no not now of "
    "ok okay on one or our please same so sorry state that the then there thing this to too us was we well what when where "
    "which who why with would yes you im i'm mine mines ours different difference back there here house home live lives living "
    "located from side actually case it's its thats that's".split()
)


_OTHER_TASK = re.compile(
    r"\W*(?:please )?(?:can you |could you )?(?:write|translate|sing|draw|code|play|tell me a|give me a|make me|recommend|book|order)\b",
    re.IGNORECASE,
)
# words that ask without saying after what
_VAGUE = frozenset(
    "matter matters mean means really sure huh eh well hmm um uh anyway maybe any even just still get go way".split()
)


# words that tell of something without saying what: "they took it", "can they do that to me"
_BARE = frozenset(
    "they them did done doing take took taken taking happen happened happens anything something everything someone they'll he she "
    "his her him hers them their theirs it'll need needed want wanted know tell say said told think guess got gets getting "
    "going gone happening allowed right true yet already again stuff thing things lot much many were been being had having "
    "into after before ever never always only next because time".split()
)


def is_bare(question: Question) -> bool:
    """Whether a first turn holds nothing to answer: small words alone, or a number alone, as in "can they do that"."""
    if question.follows or question.topics or question.states:
        return False
    words = re.findall(r"[a-z']{2,}", question.text.lower().replace("\u2019", "'"))
    if not words:
        return any(char.isdigit() for char in question.text)
    return len(words) <= 10 and all(word in _LINKS or word in _VAGUE or word in _BARE for word in words)


def ask_more(draft: Draft) -> None:
    """Ask what happened, where a turn says too little to be answered or declined."""
    draft.asks_more = True
    draft.say(
        "**I need a little more to answer that.** Tell me what happened to the house and what is being asked of you, "
        "for example: it was sold at a foreclosure, and now the lender wants the rest.",
        kind="help",
    )
    draft.ask_for("state", "Which state is the house in?")


def is_mash(text: str) -> bool:
    """Whether keys were struck at random: several letters, and no word of English among them."""
    words = re.findall(r"[a-z']{3,}", text.lower())
    return bool(words) and text.isascii() and not re.search(r"[<>/={}]", text) and not any(map(is_word, words))


def not_understood(draft: Draft) -> None:
    """Ask again, where a turn holds no word: nothing is declined, and nothing made up."""
    draft.say(f"**{LIMITS['unclear'].says}** {LIMITS['unclear'].offers}", kind="help")
    draft.ask_for("state", "Which state is the house in?")


def is_other_task(question: Question) -> bool:
    """Whether something is wanted that is no question at all: a poem, a translation, a song."""
    found = _OTHER_TASK.match(question.text)
    return found is not None and not (found[0].lower().endswith("translate") and is_ours(question.text))


def is_unclear(question: Question) -> bool:
    """Whether nothing in a later turn shows what is asked: small words alone, or a few words that ask nothing."""
    words = re.findall(r"[a-z]{2,}", question.text.lower())
    if not question.follows or len(words) > 8 or is_other_task(question):
        return False
    return not question.parts or all(word in _LINKS or word in _VAGUE for word in words)


def off_subject(question: Question) -> bool:
    """Whether a question names a place and for the rest another subject, as in "what's the weather in Phoenix?"."""
    read = question.intents or question.facts or question.amounts or question.days_read or question.premise
    if (
        question.in_domain
        or read
        or is_ours(question.text)
        or set(question.topics) - {Topic.DEFINITION}
        or not question.states
    ):
        return False
    names = {word for code in question.states for word in (code, *state_name(code).split())}
    names |= set((question.place or "").split())
    words = re.findall(r"[a-z]{2,}", question.text.lower().replace("'s", ""))
    if len(words) <= 3:
        return False  # "sioux falls sd" answers, or begins
    own = [word for word in words if word not in _LINKS and word not in {name.lower() for name in names}]
    return bool(own)


def decline(draft: Draft, name: str, place: str = "") -> None:
    """Say no in a sentence or two, with what can be done instead."""
    limit = LIMITS[name]
    draft.declined, draft.reason, draft.offer = True, limit.reason, limit.on_yes
    draft.say(f"**{limit.says.format(place=place)}**", *limit.passages[:1], kind="help")
    draft.say(limit.offers.format(place=place), *limit.passages[1:], kind="help")
    if limit.asks and draft.state is None:
        draft.ask_for("state", limit.asks)


def decline_with(draft: Draft, passage: Passage) -> None:
    """Say no with a section of the guide on what is not covered and who can help with it."""
    draft.declined, draft.reason = True, LIMITS["outside"].reason
    for number, paragraph in enumerate(passage.text.split("\n\n")[:2]):
        said = " ".join(sentences(" ".join(paragraph.split()))[: 1 if number == 0 else 2])
        draft.say(f"**{said}**" if number == 0 else said, passage.id, kind="help")


def small_talk(draft: Draft, kind: str) -> None:
    """A greeting, a thank-you, or what this is."""
    about = "guide/what-this-tool-can-and-cannot-do#education"
    if kind == "thanks":
        draft.say("You're welcome. If another question comes up, ask it here.", kind="help")
    elif kind == "greeting":
        draft.say(
            "**Hello. I can tell you whether a lender may still collect after a foreclosure, how much at most, and until "
            "when.** Tell me the state and what happened, in your own words.",
            kind="help",
        )
    else:
        passage = draft.library.passage(about)
        draft.say(f"**{first_sentence(passage.text)}**", about, kind="help")
        draft.say(
            "I explain what may still be owed after a foreclosure in each state, do the sums, name the deadline and show "
            "the statute. Tell me the state and what happened, in your own words.",
            "guide/what-this-tool-can-and-cannot-do#where-figures-come-from",
            kind="help",
        )
