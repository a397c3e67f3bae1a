"""How a thing is told: as not so, as not known, as asked about, or as one that never came about."""

import re

from bot.understand.text import SENTENCE_END

_CLAUSE_END = re.compile(r"[.;,!?\n()]|\b(?:but|and|if|because|when|since|unless|so)\b", re.IGNORECASE)
_NEGATION = re.compile(
    r"(?:\b(?:not|never|no|without|w/o|nor|neither|cannot|nobody|none)\b|n't)(?:\W+[\w']+){0,2}\W*$",
    re.IGNORECASE,
)
# "there wasn't no court": denied twice, as many people say it, is denied
_TWICE = re.compile(r"no\b", re.IGNORECASE)
# the name of a kind of loan, which denies nothing that follows it
_NO_CASH = re.compile(r"\b(?:no|without|w/o)[- ]cash(?:[- ]?out)?\b", re.IGNORECASE)
# "no the first did": an answer, not a negation of what follows
_NO = re.compile(
    r"no,? (?:wait|sorry|actually|hold on|hang on|make that|i mean|the|it|they|we|i|he|she|that|this|my|our)\b",
    re.IGNORECASE,
)
_ANSWERS_NO = re.compile(
    r"no,? (?:it|they|we|i|he|she|that|this)(?: really| actually|'s|'d)? (?:was|were|did|is|has|had|got|went|does|are|have|sold|bought)\b(?! ?(?:not|n't|never|no\b))",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:not (?:\w+ )?(?:sure|certain)|unsure|uncertain|don't (?:\w+ )?(?:know|remember|recall)|do not know|no (?:idea|clue)|idk|"
    r"dunno|can't (?:tell|remember)|unclear|wonder\w*|(?:does|would|will|do) (?:it|that) (?:\w+ )?(?:matter|make a difference|depend)"
    r"|depends?(?: on)?|matters?|how (?:do|can|would) i (?:know|tell|find out)|tell me)(?: \w+){0,3}? "
    r"(?:if|whether|who|that|what (?:kind|type|sort|way)|how (?:it|they|the|my|our))\b[^.,;!?\n]{0,60}$",
    re.IGNORECASE,
)
# "not sure if they mailed it" begins like "not mailed"
_BEGINS_UNSURE = re.compile(
    r"(?:not (?:\w+ )?(?:sure|certain|clear)|n't (?:\w+ )?(?:know|remember|recall|tell|sure)|no (?:idea|clue|way to (?:know|tell)))(?: \w+){0,3}? "
    r"(?:if|whether|that|who|how)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"(?:^|[.?!;,\n] ?|\b(?:and|so|but) )(?:was|is|are|were) (?:it|this|that|mine|ours)(?: \w+){0,2} ?$", re.IGNORECASE
)
# "confirmation filed? unknown", "not confirmed yet"
_LEFT_OPEN = re.compile(
    r"[^.;!?\n]{0,40}(?:\? ?(?:unknown|unk|idk|not sure|no idea|unsure|tbd|n/?k)\b|\byet\b(?! to))", re.IGNORECASE
)
_ASKED_WAY = re.compile(
    r"(?<!\bthey )(?<!\bhe )(?<!\bshe )(?<!\bit )(?<!bank )(?<!lender )(?<!\bwe )(?<!\bi )\b(?:must|can|could|do|does|did|will|would|should|may|might) (?:they|he|she|it|(?:the|my|our|a) \w+)"
    r"(?: (?:have|need|to|just|still|even|legally|actually|ever|do|use|hold|go|take|a|the|sell|foreclose|auction|it|us|me|my|our|"
    r"house|home|place|property|by|through|by way of|on|without|ever)){0,5} ?$",
    re.IGNORECASE,
)
# "is it mostly court or power of sale"
_COURT_OR = re.compile(
    r"\b(?:court|judge|judicial|lawsuit) (?:or|vs|versus) (?:just |only |by |a |through |at )*$", re.IGNORECASE
)
_OR_COURT = re.compile(
    r"^ (?:or|vs|versus) (?:by |a |through |in |the )*(?:court|judge|judicial|lawsuit|trustee)", re.IGNORECASE
)
# "can I still live there": what one may do, not what one does
_WOULD_BE = re.compile(
    r"\b(?:would|wouldn't|could|might) (?:\w+ ){0,4}(?:if|had) (?:it|that|this|the \w+|mine|ours) (?:was|were|is|been|had)(?: (?:only|just|really|like))? (?:an? |the |my |our )?$",
    re.IGNORECASE,
)
_ASKED_WHETHER = re.compile(
    r"\b(?:can|could|may|might|should|must|shall|will|would|(?:do|does|did) (?:i|we|he|she|they) (?:have|need) to|"
    r"wish(?:ed)?(?: (?:i|we|he|she|they)(?: had| could)?)?|have to|has to|need to|needs to|want to|wants to|hope to|going to|gonna|allowed to|supposed to)(?: (?:i|we|still|even|it))* ?$",
    re.IGNORECASE,
)
_WHAT_IF = re.compile(r"\b(?:if|since|because|when)\b[^.,;!?\n]{0,30}$", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:differ(?:s|ent|ence)? (?:from|between|than)|difference (?:does it make |would it make )?(?:if|whether|when)|versus|vs|compar\w+|better|worse)\b",
    re.IGNORECASE,
)
# the way that was not gone; "instead of letting them foreclose, I signed the deed over" tells the deed
_RATHER = re.compile(r"\b(?:instead of|rather than)\b(?:(?! (?:i|we|they|he|she)\b)[^,;])*$", re.IGNORECASE)
_RATHER_AFTER = re.compile(r"^[^.;!?\n]{0,60}\b(?:instead of|rather than)\b", re.IGNORECASE)
_DONE = re.compile(
    r"^\W*(?:(?:then|finally|just|so|and|client|clt|borrower|mom|dad) )*(?:gave|signed|handed|turned in|deeded|did|sold|took|quitclaimed|conveyed|transferred)\b|"
    r"\b(?:i|we|he|she|they|it|bank|lender|servicer|(?:mortgage )?company) (?:\w+ )?(?:was|were|did|gave|signed|went|sold|took|\w+ed)\b",
    re.IGNORECASE,
)
_FILL = (
    r"(?: (?:a|an|the|my|our|it|to|for|do|did|doing|us|me|them|him|her|bank|lender|just|still|also|even|ever|really|have|has|"
    r"had|need|needs|got|get|getting|go|try|sign|take|make|ask|offer|accept|complete|through|with|of|first|file|bankruptcy|chapter|7|13|listing|selling|signing|as))*"
)
_UNREAL_BEFORE = re.compile(
    rf"(?:\b(?:should|shall|could|can|may|must|do|would) (?:i|we){_FILL}"
    rf"|\bhow (?:do|can|could|would) (?:i|we){_FILL}"
    rf"|\b(?:did|will|would|do|does|can|could|might|may|must|should) (?:they|he|she|it|(?:a )?(?:banks?|lenders?|servicers?)|the (?:\w+ )?\w+){_FILL}"
    rf"|(?:^|[,:] )(?:did|does|do|will) (?:the|their|its|his|my|our|that)"
    rf"|\b(?:write|draft|prepare|forge|make up|fill out|template (?:of|for)){_FILL}"
    rf"|\b(?:tr(?:y|ied|ying)|want(?:s|ed)?|hop(?:e|ed|ing)|plan(?:ned|ning)?|attempt(?:ed|ing)?|offer(?:s|ing)|propos(?:ed|es|ing)|suggest(?:ed|s|ing)|push(?:ed|ing)|asked|appl(?:y|ied)|unable|required|obligated|obliged|"
    rf"fail(?:ed)?|refus(?:e|ed)|deni(?:ed|es)|turned down|reject(?:ed|s)?|offered|instead of|rather than|couldn't|could not|"
    rf"can't|cannot|wouldn't|talked about|thought (?:about|of)|thinking (?:about|of)|consider(?:ed|ing)|wish(?:ed)?(?: i| we)?|looking (?:at|into)|before i could|never finished|(?:backed|pulled|bailed) out of){_FILL}) ?$",
    re.IGNORECASE,
)
_UNREAL_AFTER = re.compile(
    r"^[^.;!?\n]{0,25}?\b(?:fell (?:through|apart)|(?:was|were|got|is|been)(?: \w+)? (?:denied|refused|rejected|turned down)|"
    r"denied|rejected|(?:never|did(?: not|n't)) (?:happen|close|go|work|get|went|come)\w*)\b",
    re.IGNORECASE,
)
# "they offered a deed in lieu and we signed"
_TAKEN_UP = re.compile(
    r"^[^.;!?\n]{0,40}?(?:\band|\bso|\bwhich|,) (?:i|we|he|she|they|both|my \w+) (?:(?!never|not|didn't)\w+ )?(?:signed|accepted|agreed|took (?:it|them|that)|said yes|did it)\b",
    re.IGNORECASE,
)
# "should our deed in lieu agreement have a waiver in it"
_SHOULD_SAY = re.compile(r"\bshould (?:the|my|our|a|an|any|their) ?$", re.IGNORECASE)
_TO_SAY = re.compile(
    r"^ (?:agreement|letter|approval|paper\w*|contract)\b[^.;!?\n]{0,20}\b(?:have|include|say|contain|mention|state)\b",
    re.IGNORECASE,
)
_OR = re.compile(r"^\W*(?:[\w']+\W+){0,4}?(?:or|vs|versus)\W+(?:[\w']+\W+){0,4}$", re.IGNORECASE)
_CORRECTED = re.compile(
    r"\b(?:no,? wait|wait,? no|hmm,? no|sorry|actually|i mean|i meant|make that|correction|scratch that|oops|"
    r"no,? (?:it|i|we|they|that) (?:was|were|did|had|lived))\b|- ?no\b",
    re.IGNORECASE,
)


# "trustee sale? no, court sale": what was only named is not so, and what follows is
_DENIED_BEHIND = re.compile(r"\s?\?\s?(?:no|nope|nah|not?)\b,?(?! (?:idea|clue|one)\b)", re.IGNORECASE)
_NAMED_ALONE = re.compile(
    r"(?:^|[.;!?\n,:-]|\bbecause\b)\s*(?:(?:the|an?|by|it was|was it|was that|so|because|its|it's|cause|of) )*$",
    re.IGNORECASE,
)
_AFTER_DENIAL = re.compile(
    r"\?\s?(?:no|nope|nah)\b[,:;.\s–—-]*(?:(?:it|this|that|ours|was|were|a|an|the|by|just) )*$", re.IGNORECASE
)


def denied_behind(text: str, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` is asked by itself and then denied: "trustee sale? no, court sale"."""
    return bool(_NAMED_ALONE.search(text[max(0, start - 24) : start]) and _DENIED_BEHIND.match(text, end))


def negated(text: str, start: int) -> bool:
    """Whether what begins at `start` is said not to be so."""
    clause = _NO_CASH.sub(lambda m: "x" * len(m.group()), _CLAUSE_END.split(text[max(0, start - 40) : start])[-1])
    if _AFTER_DENIAL.search(text[max(0, start - 40) : start]):
        return False
    found = _NEGATION.search(clause)
    if found is not None and _TWICE.match(text, start) and not found[0].lower().startswith("no"):
        return False
    return found is not None and not _NO.match(text, start - len(clause) + found.start())


def denies_nothing(text: str, start: int) -> bool:
    """Whether what begins at `start` begins with a "no" that answers and denies nothing: "no, it was confirmed"."""
    return _ANSWERS_NO.match(text, start) is not None


# "was the sale confirmed?", "did they waive it?": what the sentence asks it does not tell
_ASKS_IF = re.compile(
    r"(?:^|[,;:] ?|\b(?:so|and|but|ok|well|also) )(?:[A-Z]\w+,? ){0,2}(?:was|were|is|did|has|have|had) (?:the|it|they|he|she|my|our|this|a|any|there|that|anybody|anyone|somebody)(?: \w+){0,3} ?$"
)
_ASK_ENDS = re.compile(r"[^.;!\n?]{0,60}\?")


def asked_if(text: str, start: int, end: int) -> bool:
    """Whether a sentence that begins with its verb and ends with a question mark asks about what stands in it."""
    before = SENTENCE_END.split(text[max(0, start - 90) : start])[-1].strip(" ")
    first = before[:1].lower() + before[1:] if not before[:2].isupper() else before
    opens = text[start:end].partition(" ")[0]  # of "was it confirmed?" the words of the fact may begin with "it"
    asks = _ASKS_IF.search(f"{first} ") or (first and _ASKS_IF.search(f"{first} {opens} "))
    return bool(asks and _ASK_ENDS.match(text, end))


_UNSAID = re.compile(
    r"\b(?:i|we) (?:never|didn't|did not|don't|do not|am not|wasn't|was not) (?:\w+ )?(?:say|said|saying|mean|meant|claim\w*|tell\w*|told)(?: you| that| this)*(?: \w+){0,3} ?$",
    re.IGNORECASE,
)


# "does that paper mean I'm forgiven?"
_MEANS = re.compile(
    r"\b(?:do|does|did|would|will)(?:n't| not)? (?:it|that|this|they|these|those|the|my|a|an)(?: [\w'-]+){0,3} (?:mean|say|prove|show)\b"
    r"(?! (?:anything|something|much))(?:(?!\b(?:because|since|if|when|although|though)\b)[^.;!?\n]){0,60}$",
    re.IGNORECASE,
)
_DOES_IT = re.compile(r"\b(?:do|does|did) (?:it|that|this|they|these|those|the|my|a) ?$", re.IGNORECASE)
_IT_MEANS = re.compile(r"[\w'-]+(?: [\w'-]+)? (?:mean|say|prove|show)\b", re.IGNORECASE)


# "does low income mean the poverty line": what a word means is asked, and nothing is told by it
_WORD_ASKED = re.compile(
    r"(?:^|[,:]|\b(?:and|so|but|ok|well))\s*(?:what |how )?(?:does|do|is|are|would) (?:being |the |a |an |word |term )*[\"']?$",
    re.IGNORECASE,
)
_ITS_MEANING = re.compile(
    r"^[\"']?(?: (?:household|income|family|person|people))? (?:mean|count|include|cover|refer to|stand for|defined|calculated|figured|measured|decided|the same as|based on)\b",
    re.IGNORECASE,
)


def asks_meaning(text: str, start: int, end: int) -> bool:
    """Whether it is asked what the words from `start` to `end` mean."""
    before = SENTENCE_END.split(text[max(0, start - 60) : start])[-1]
    return bool(_WORD_ASKED.search(before) and _ITS_MEANING.match(text[end : end + 40]))


def not_known(text: str, start: int) -> bool:
    """Whether what begins at `start` is said to be unknown, or is what is asked ("was it judicial?")."""
    before = SENTENCE_END.split(text[max(0, start - 120) : start])[-1]
    if _LEFT_OPEN.match(text, start) or _BEGINS_UNSURE.match(text, start) or _UNSAID.search(before):
        return True
    means = _MEANS.search(before) or (_DOES_IT.search(before) and _IT_MEANS.match(text, start))
    if means and _ASK_ENDS.match(text, start):
        return True
    return bool(_UNSURE.search(before) or (_ASKED.search(before) and not _WHAT_IF.search(before)))


def asked_way(text: str, start: int, end: int) -> bool:
    """Whether a way of foreclosing is only asked about ("can they sell without going to court?") or one of a choice."""
    before = SENTENCE_END.split(text[max(0, start - 90) : start])[-1]
    return bool(_ASKED_WAY.search(before) or _COURT_OR.search(before) or _OR_COURT.match(text[end : end + 40]))


def asked_whether(text: str, start: int) -> bool:
    """Whether what begins at `start` is only something one may, must or wants to do."""
    return bool(
        _ASKED_WHETHER.search(text[max(0, start - 40) : start]) or _WOULD_BE.search(text[max(0, start - 60) : start])
    )


def compared(text: str, start: int, end: int) -> bool:
    """Whether the sentence compares ways rather than telling which it was."""
    before = SENTENCE_END.split(text[max(0, start - 120) : start])[-1]
    after = SENTENCE_END.split(text[end : end + 120])[0]
    if _COMPARED.search(before) or _COMPARED.search(after) or _RATHER.search(before):
        return True
    return bool(_RATHER_AFTER.match(after)) and not _DONE.search(f"{before}{text[start:end]}")


def not_come_about(text: str, start: int, end: int) -> bool:
    """Whether a step is only asked about, wished or tried, or fell through."""
    before, after = SENTENCE_END.split(text[max(0, start - 80) : start])[-1], text[end : end + 80]
    if _SHOULD_SAY.search(before) and _TO_SAY.match(after):
        return True
    unreal = _UNREAL_BEFORE.search(before) and not _TAKEN_UP.match(after)
    return bool(unreal or _UNREAL_AFTER.search(after[:60]))


def alternatives(between: str) -> bool:
    """Whether two things are named as a choice: only "or" and a few words stand between them."""
    return bool(_OR.match(between))


def corrected(between: str) -> bool:
    """Whether what follows these words takes the place of what stands before them."""
    return len(between) <= 60 and bool(_CORRECTED.search(between))


# what somebody would do on a condition, and has not done: "they'll waive the deficiency if I leave by January"
_PROMISES = re.compile(
    r"(?:\b(?:will|would|could|might|may|can|gonna|going to|(?:offer|promis|willing|want|wish|intend|propos)\w* to)|[a-z]'?(?:ll|d))"
    r"(?: (?:just|even|then|also|probably|maybe|simply))* $",
    re.IGNORECASE,
)
_ON_CONDITION = re.compile(
    r"\b(?:if|once|as long as|provided|in exchange for|in return for) (?:i|we|he|she|my|our|a|the)\b|\bif (?:you|i'?ll|we'?ll)\b",
    re.IGNORECASE,
)


def promised(text: str, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` would only be done on a condition that the sentence names."""
    before = SENTENCE_END.split(text[max(0, start - 120) : start])[-1]
    after = SENTENCE_END.split(text[end : end + 90])[0]
    return bool(_PROMISES.search(before) and (_ON_CONDITION.search(before) or _ON_CONDITION.search(after)))
