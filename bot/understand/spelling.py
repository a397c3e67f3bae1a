"""Misspelt words put right before a turn is read: known slips by a table, others by the nearest word of the lexicon."""

import re
from functools import lru_cache

from bot.understand.cityspell import meant_by
from bot.understand.gazetteer import cities, city_key
from bot.understand.lexicon import is_word, nearest
from bot.understand.statenames import NAMES
from bot.understand.statespell import find_misspelt
from bot.understand.text import is_shouted

_WORD = re.compile(r"(?<![\w$@#./&'*-])[A-Za-z]{3,20}(?=(?:'s?)?(?![\w@&*]|[./'-]\w))")
# "sold150k", and "15O,000" with the letter
_GLUED = re.compile(
    r"(?<![\w#./-])(?:sold|owed?|for|bid|worth|paid|value|price|debt|payoff|fmv)(?=\$?[0-9]{2})", re.IGNORECASE
)
_LETTER_O = re.compile(
    r"(?<=[0-9])[oO](?=,[0-9oO]{3}\b|[0-9],[0-9oO]{3}\b)|(?<=,[0-9])[oO](?=[0-9oO]\b)|(?<=,[0-9]{2})[oO]\b"
)
_NAME_WORD = re.compile(r"[A-Za-z.'’]+")
_SENTENCE = re.compile(r"(?:^|[.!?\n:;]\s*)$")
_MOST = 80  # unknown words looked at in one text: a text with more is no English
_CAPITALISED = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday".split()
)
"""Words that are written with a capital, so that a capital does not make a misspelt one a name."""

_WRONG = {
    "nonjudicial": "non[- ]?(?:judical|judicail|judicual|judicle|juditial)",
    "judicial": "judical|judicail|judicual|judicle|juditial",
    "deficiency": "deficency|defficiency|defficency|deficiancy|defeciency|defiency|deficiencey|difficiency|deficieny",
    "deficiencies": "deficencies|defficiencies|deficiancies",
    "trustee": "trustie|trstee|trusttee|truste|trusty(?= (?:sale|auction|sold))",
    "trustee's": "trusties(?= (?:sale|auction|sold))|trustys",
    "sheriff": "sherif|sherrif|sherriff|sheriif|shariff",
    "sheriff's": "sherifs|sherrifs|sherriffs|sherif's|sherrif's|sherriff's",
    "redemption": "redemtion|redempton|redemtpion|redeption|redemptoin",
    "judgment": "judgement|judgemnt|judgmnet|jugdment|jugement|judgmant",
    "co-signed": "co signed",
    "co-signer": "co signer",
    "co-signers": "co signers",
    "co-sign": "co sign",
    "mortgage": r"morgage|mortage|morgatge|mortgag|morgtage|mortgauge|mortagage|morgauge|mtge?\b(?!'|\.? (?:at|with|co|rev)\b)",
    "mortgages": r"mtge?s",
    "payment": "pymt|pymnt|pmnt|pmt",
    "payments": "pymts|pymnts|pmnts|pmts",
    "refinance": "refinace|refinanace|refinence|refiance|refianance",
    "refinanced": "refinaced|refinanaced|refinenced|refianced",
    "bankruptcy": "bankrupcy|bankrupty|bankruptsy|bankrupcty|bankruptcey",
    "auction": "auchtion|acution|auctoin|aution",
    "auctioned": "auchtioned|auctined|autioned",
    "appraisal": "appraisel|aprasal|aprasial|apprasal|apraisal|apprasial|appriasal",
    "garnish": "garnesh|garnsh",
    "lawsuit": "law suit|lawsuite|lawsuti",
    "recourse": "recorse|recource|recouse",
    "nonrecourse": "non[- ]?(?:recorse|recource|recouse)",
    "investor": "invester",
    "residence": "residance|residense",
    "complaint": "complant|complante|compliant(?= (?:says|asks|asked|waives|waived|said))",
    "waive": "wave(?= (?:the |any |their |its |a )?(?:right|def))",
    "waived": "waved(?= (?:the |any |their |its |a )?(?:right|def))",
    "confirmed": "comfirmed|confirmd",
    "second": "secound|secand",
    "lender": "lendor",
    "settlement": "settelment|setlement|settlment",
    "statute": "statue(?= of lim)",
    "limitations": "limtations|limitatons|limitiations",
    "equity": "equty|eqity|equitty|equidy|equitey",
    "tomorrow": "tomorow|tommorow|tommorrow|tomorro|tomarrow|tmrw|tmw",
    "could": "cud|culd|coud",
    "would": "wud|wuld|woud",
    "should": "shud|shuld",
    "what": "wat|waht|wut|hwat",
    "what's": "wats|whats|wuts",
    "just": "jus|jst",
    "and": "adn|nad",
    "the": "teh|hte",
    "have": "hav|haf|hve",
    "they": "thay|tehy|theyy",
    "lieu": "lue|leiu|luie|lew(?= of foreclosure)",
    "place": "plase|plaze|palce",
    "off": "of(?= (?:the hook|our backs?|my back))",
    "house": "hse|hose(?! (?:bib|reel|pipe))|hosue",
    "sold": "soled(?! (?:shoe|boot))|sld|slod",
    "signed": "singed(?= (?:a|an|the|my|our|over|it|off|up|for|papers?|with|on|by)\\b)",
    "filed": "filled(?= (?:a |any |the )?(?:law ?suit|suit|case|complaint|motion|petition|for (?:def|bankr|chapter)))|(?<=suit )filled\\b|(?<=suit was )filled\\b|(?<=case was )filled\\b|(?<=suit got )filled\\b",
    "our": "are(?= (?:house|home|place|condo|property|loan|mortgage|lender|bank|first|second|old|farm|rental)\\b(?! (?:lost|gone|sold)))",
    "liable": "libel(?= (?:for|to)\\b)|lible",
    "real": "reel(?= (?:price|value|worth|amount|number|house))",
    "whole": "hole(?= (?:time|thing|amount|balance|debt|loan|line|bill|house|lot|sum|gap|note|mortgage|difference))",
    "wrote": "rote(?= (?:me|us|that|a|to|in|saying)\\b)",
    "lose": "loose(?= (?:my|our|the|it|this|everything|a)\\b)",
    "too late": "to late",
    "paid": "payed",
    "lien": "lean(?= (?:on|against) (?:my|our|the|it|his|her))|lein",
    "principal": "principle(?= (?:balance|amount|is|was|of|and|\\$?[0-9]))",
    "wants": "wnats|wantes",
    "without": "with out(?= (?:a|any|court|cort|going|suing|judge|ever|even|asking|telling|notice)\\b)",
    "shortfall": "short fall",
    "quitclaim": "quite claim|quick claim(?= (?:deed|it|the|my|our))",
    "fair": "fare(?= market)",
    "court": "curt(?= (?:case|sale|papers|foreclosure|ordered|house))",
    "action": "acton(?=,| was|\\.|$)(?<=by acton)",
    "passed away": "past away",
    "bought": "bot(?= (?:it|back|for|at|our|my|the (?:house|home|place)|[$]?[0-9]))",
    "advertisement": "ad(?=[ ,]|$)(?<=by ad)",
    "worth": "wrth|wurth|werth",
    "from": "frm(?! (?:deed|name))",
    "bank": "bnk",
    "value": "vlue",
    "price": "prce",
    "about": "abt|abuot",
    "borrowed": "barrowed",
    "there": "ther",
    "against": "agenst|agianst|aganst|aginst",
    "appraised": "aprased|aprazed|apprazed",
    "their": "thier",
    "there's": "theres",
    "who's": "whos",
    "you're": "youre",
    "that's": "thats",
    "they're": "theyre",
    "they'll": "theyll",
    "they've": "theyve",
    "she's": "shes",
    "he's": "hes",
    "you'll": "youll",
    "you've": "youve",
    "i've": "ive",
    "we've": "weve",
    "they'd": "theyd",
    "it'd": "itd",
    "it'll": "itll",
    "there'll": "therell",
    "aren't": "arent",
    "would've": "wouldve",
    "isn't": "isnt",
    "wasn't": "wasnt",
    "weren't": "werent",
    "didn't": "didnt",
    "don't": "dont",
    "doesn't": "doesnt",
    "haven't": "havent",
    "hasn't": "hasnt",
    "hadn't": "hadnt",
    "can't": "cant",
    "couldn't": "couldnt",
    "won't": "wont",
    "wouldn't": "wouldnt",
}
# "R.E.O." for REO: abbreviations that people type with stops; not those of states and of statutes
_STOPPED = re.compile(
    r"\b(?:R\.E\.O|M\.E\.R\.S|H\.E\.L\.O\.C|H\.E\.C\.M|H\.O\.A|P\.M\.I|B\.P\.O|F\.H\.A|H\.U\.D|F\.D\.C\.P\.A|S\.C\.R\.A|S\.S\.D?\.?I)\b\.?",
    re.IGNORECASE,
)
_WORDS = tuple((re.compile(rf"\b(?:{wrong})\b", re.IGNORECASE), right) for right, wrong in _WRONG.items())
_FORECLOSE = re.compile(
    r"\b(?:for[- ]?clos|forclous|foreclous|foreclouse|forecolos|forecols|foreclsos?|foreclois|forcols|fourclos|for closs?)"
    r"(?=(?:e|ed|es|ing|ure|ures|ured|er)\b)",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)
def spelt(text: str) -> str:
    """The text with common misspellings of this subject's words put right; everything else as it stands.

    >>> spelt("after forclosure by a sherrif, the defficiency")
    'after foreclosure by a sheriff, the deficiency'
    """
    text = _STOPPED.sub(lambda found: found[0].replace(".", "").upper(), text)
    text = _LETTER_O.sub("0", _GLUED.sub(r"\g<0> ", _FORECLOSE.sub("foreclos", text)))
    for pattern, right in _WORDS:
        text = pattern.sub(right, text)
    return _nearest_words(text)


def _nearest_words(text: str) -> str:
    """The text with each word that is no English, no place and no name put right where one word is clearly meant."""
    found = [match for match in _WORD.finditer(text) if not is_word(match[0].lower())]
    if not found or len(found) > _MOST:
        return text
    shouted = is_shouted(text)
    pieces, last = [], 0
    for match in found:
        written = match[0]
        if (right := _meant(text, written, match.start(), shouted)) is not None:
            pieces += [text[last : match.start()], right]
            last = match.end()
    return "".join((*pieces, text[last:]))


def _meant(text: str, written: str, at: int, shouted: bool) -> str | None:
    word = written.lower()
    if not shouted and any(c.isupper() for c in written[1:]):
        return None  # an abbreviation or a name
    if (
        (len(word) < 4 and word != written)
        or word in NAMES
        or city_key(word) in cities()
        or find_misspelt(word)
        or meant_by(word)
        or _is_of_a_name(text, at, at + len(written))
    ):
        return None
    right = nearest(word)
    if right is None:
        return None
    if written[0].isupper() and not shouted:
        if right not in _CAPITALISED and not _SENTENCE.search(text[max(0, at - 4) : at]):
            return None
        return right.capitalize()
    return right.upper() if shouted else right


def _is_of_a_name(text: str, start: int, end: int) -> bool:
    """Whether a word is one of a city's name of two or three words: "des moines", "el paso"."""
    before = [m[0] for m in _NAME_WORD.finditer(text, max(0, start - 24), start)][-2:]
    after = [m[0] for m in _NAME_WORD.finditer(text, end, end + 24)][:2]
    words, at = [*before, text[start:end], *after], len(before)
    return any(
        city_key(" ".join(words[first : first + count])) in cities()
        for count in (2, 3)
        for first in range(max(0, at - count + 1), at + 1)
        if first + count <= len(words)
    )
