"""The shorthand of counselors and lawyers, written out before cues are looked for: "f/c'd thru sup. ct, def reserved"."""

import re

from bot.understand.firsts import beginnings
from bot.understand.text import fold

# what is written, as a pattern, and the words it stands for. Letters that mean other things too ("ct" is Connecticut,
# "def" is also "definitely") are written out only beside words of this subject.
_SHORT = (
    (r"f/c'?(?:e?d)\b|fcl'?d\b|fc'(?:e?d)\b", "foreclosed"),
    (r"f/c'?(?:ing)\b", "foreclosing"),
    (r"f/cs?\b|f/cl\b|fcls?\b|fclosure\b|(?<=post-)fc\b|(?<=pre-)fc\b|(?<=after )fc\b|(?<=before )fc\b|fc(?= (?:sale|auction|judge?ment|jgmt|suit|case|action|by|through|thru|via|in|on|judicial)\b)", "foreclosure"),
    (r"non-?jud\b\.?(?!')", "nonjudicial"),
    (r"jud\b\.?(?!')", "judicial"),
    (r"sub(?:st)?\.? (?:tr|tee|t'ee|trs)\b\.?", "substitute trustee"),
    (r"(?:t'ee|tee|tr|trs|ttee)\b\.?(?='?s? (?:sale|auction|sold|f/?c|foreclos\w*|deed|held)\b)", "trustee"),
    (r"(?:sher|shf|shrf|shff)\b\.?(?!')", "sheriff"),
    (r"(?:cir|circ)\b\.? (?:ct|court)\b\.?", "circuit court"),
    (r"sup(?:er)?\b\.? (?:ct|court)\b\.?", "superior court"),
    (r"dist\b\.? (?:ct|court)\b\.?", "district court"),
    (r"co\b\.? (?:ct|court)\b\.?", "county court"),
    (r"(?<=\bthe )ct\b\.?(?!,)|(?<=\bno )ct\b\.?|(?<=\bw/o )ct\b\.?|(?<=\bby )ct\b\.?(?!,)|(?<=\bthru )ct\b\.?|(?<=\bthrough )ct\b\.?"
     r"|(?<=superior )ct\b\.?|(?<=circuit )ct\b\.?|(?<=district )ct\b\.?|(?<=trial )ct\b\.?|(?<=chancery )ct\b\.?|(?<=county )ct\b\.?"
     r"|ct(?=-| (?:order\w*|vest\w*|confirm\w*|conf'?d|found|fixed|approv\w*|grant\w*|enter\w*|papers|case|action|supervised|foreclos\w*|f/c|jgmt|set)\b)", "court"),
    (r"c/o\b(?= (?:loan|refi|mtg|mortgage|heloc|lien|note)\b)", "cash-out"),
    (r"w/o\b", "without"),
    (r"w/ ?(?=[a-z])", "with "),
    (r"(?:mtg'?ees?|mtgee's)\b", "mortgagee"),
    (r"(?:mtg'?ors?)\b", "mortgagor"),
    (r"(?:bk|bnk)\b\.?(?= (?:bought|bid|took|got|purch\w*|foreclos\w*|f/c|itself|sued|credit[- ]bid|was (?:the )?(?:buyer|high)|high bid\w*)\b)", "bank"),
    (r"cu\b(?= (?:high|bid|bought|took|purch\w*|sole|only|credit[- ]bid|was)\b)", "credit union"),
    (r"pt\b(?= (?:sale|auction|foreclos\w*|f/c)\b)", "public trustee"),
    (r"px\b\.?", "price"),
    (r"ntc\b\.?", "notice"),
    (r"mtg(?:e|s)?\b\.?(?! (?:at|with) )|mortg\b\.?", "mortgage"),
    (r"mtgee'?s?\b\.?", "mortgagee"),
    (r"ldr\b\.?", "lender"),
    (r"vol\b\.?(?= (?:f/?cl?|foreclos\w*|nonjud\w*)\b)", "voluntary"),
    (r"he(?= loan\b(?! (?:him|her|me|them|us)))", "home equity"),
    (r"(?:agmt|agrmt|agmnt|agrmnt)s?\b\.?", "agreement"),
    (r"ltrs?\b\.?", "letter"),
    (r"bal\b\.?(?! harbour)", "balance"),
    (r"(?:advt|adv't|advert|adv)\b\.?(?= ?(?:[,.;:)]|$|sale|foreclos\w*|f/c|no\b|\())", "advertisement"),
    (r"(?:appr|apprsl)\b\.?(?= (?:waived|at|by|of|before|done|made|was|val\w*)\b| [$]?\d)|apprsl\b\.?", "appraisal"),
    (r"appr'd\b", "appraised"),
    (r"(?:conf'd|confd|cnfmd|cnfd)\b", "confirmed"),
    (r"conf\b\.?(?= (?:order|hrg|hearing|of|by|denied|granted|never|entered|not|date)\b)|(?<=\bno )conf\b\.?", "confirmation"),
    (r"(?:jgmt|jdgmt|jmt|jgt|judgmt|j'ment|jgmnt)s?\b\.?", "judgment"),
    (r"(?:cmplt|compl|complt)\b\.?(?= (?:asks?|asked|seeks?|sought|demand\w*|pray\w*|reserv\w*|waiv\w*|silent|request\w*|filed|says|doesn't|does|did\w*|w/|w/o)\b)", "complaint"),
    (r"pet\b\.?(?= (?:asks?|seeks?|elect\w*|demand\w*|pray\w*|reserv\w*|waiv\w*|request\w*|w/o)\b)", "petition"),
    (r"(?<=\bno )def\b\.?|(?<=\bany )def\b\.?|(?<=\bseeks )def\b\.?|(?<=\bseek )def\b\.?|(?<=\bfor )def\b\.?|(?<=\bwaived )def\b\.?|(?<=\bwaives )def\b\.?"
     r"|(?<=\bwaive )def\b\.?|(?<=\breserved )def\b\.?|(?<=\breserves )def\b\.?|(?<=\bdemanded )def\b\.?|(?<=\bagainst )def\b\.?|(?<=\bwaiver of )def\b\.?"
     r"|def\b\.?(?= (?:j(?:d?g)?mt|judge?ment|demand\w*|waiv\w*|ask\w*|reserv\w*|sought|bal\w*|claim\w*|request\w*|preserv\w*|pled|plead\w*|pray\w*|released|notice|ntc|letter|ltr|expressly|not|prayer|count|motion|suit|hearing|recoverable|collectible|collectable|allowed|enforceable|avail\w*|possible)\b)", "deficiency"),
    (r"(?:res'd|resvd|rsvd)\b", "reserved"),
    (r"rel'd\b", "released"),
    (r"(?<=\bat )ss\b(?! (?:office|administration))", "sheriff's sale"),
    (r"(?:lndr|lender's)\b(?<!lender's)\.?", "lender"),
    (r"bene\b\.?(?= (?:bid|bought|purch\w*|took|=|was|is|credit)\b)", "beneficiary"),
    (r"hel\b(?=,| \(| (?:on|loan|lien|lender|from|taken|foreclos\w*|f/c))", "home equity loan"),
    (r"(?:3p|3rd pty|3rd-pty|third pty)\b", "third party"),
    (r"purch-?(?:\$|money\b)", "purchase money"),
    (r"purch\b\.?(?= (?:\$|(?:money|mtg|mortgage|loan|note|dot)\b))", "purchase"),
    (r"(?:pltf|pltff|plntf|plntff|plf|ptff)\b\.?", "plaintiff"),
    (r"purch'?d\b|purch\b\.?(?= (?:by|at|it)\b)", "purchased"),
    (r"prin\b\.? res\b\.?|prim\b\.? res\b\.?|principal res\b\.?|primary res\b\.?|prim res\b", "primary residence"),
    (r"pers\b\.? (?:svc|service|served|serv)\b\.?", "personally served"),
    (r"(?:svc|serv)\b\.?(?= (?:by|via|of|only)\b)", "service"),
    (r"pub\b\.?(?= only\b)|(?<=\bby )pub\b\.?(?! (?:trustee|auction))|(?<=\bvia )pub\b\.?", "publication"),
    (r"redemp\b\.?|rd?e?mptn?\b\.?", "redemption"),
    (r"(?<=\d )mos?\b\.?(?= (?:redemption|redemp|to redeem))", "months"),
    (r"(?:disch'?d|disch)\b\.?(?= (?:in|by|under|ch|bk|b/k)\b)|(?<=\bbk )disch\b\.?(?:'d)?|(?<=ch 7 )disch\b\.?(?:'d)?", "discharged"),
    (r"(?<=\d )mos?\b\.?(?= (?:behind|late|in arrears|past due|delinquent))", "months"),
    (r"clt\b\.?(?! ?airport)", "client"),
    (r"clts\b", "clients"),
    (r"atty\b\.?", "attorney"),
    (r"rec'd\b|recd\b", "received"),
    (r"(?:aff|affid|aff't)\b\.?(?= (?:filed|ok|timely|in|never|not|missing|done|recorded|sworn|compliant)\b)", "affidavit"),
    (r"aint\b|ain't\b", "isn't"),
    (r"thru\b", "through"),
    (r"h/o'?s?\b|homeownr\b", "homeowner"),
    (r"k'?d\b(?= for deed)", "contract"),
)  # fmt: skip
_IS = re.compile(r"(?<=[a-z)']) ?= ?(?=[a-z])", re.IGNORECASE)
_WORD = re.compile(r"(?<![\w/'])(?=\w)")
_SENTENCE_ENDS = re.compile(r"$| [A-Z][a-z]")
# words that end a sentence as readily as they stand within one; the dot behind the others is that of the shorthand
_ENDING = frozenset(
    "court balance deficiency agreement letter foreclosure judgment mortgage advertisement publication redemption attorney".split()
)


def _by_letters() -> dict[str, list[tuple[re.Pattern[str], str]]]:
    table: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for short, word in _SHORT:
        compiled = re.compile(short, re.IGNORECASE)
        for letters in {start[:2] for start in beginnings(short)}:
            table.setdefault(letters, []).append((compiled, word))
    return table


_TABLE = _by_letters()


def written_out(text: str) -> str:
    """The text with shorthand written out; everything else as it stands.

    >>> written_out("1st f/c'd nonjud., bank = buyer at sher. sale")
    '1st foreclosed nonjudicial, bank was buyer at sheriff sale'
    """
    text = _IS.sub(" was ", text)
    folded = fold(text)
    pieces, done = [], 0
    for at in (match.start() for match in _WORD.finditer(text)):
        if at < done:
            continue
        for pattern, word in _TABLE.get(folded[at : at + 2], ()):
            if match := pattern.match(text, at):
                ends = match.group().endswith(".") and word in _ENDING and _SENTENCE_ENDS.match(text, match.end())
                pieces += [text[done:at], word, "." if ends else ""]
                done = match.end()
                break
    return "".join([*pieces, text[done:]])
