"""The words of this subject as they are often misspelt, put right before cues are looked for."""

import re

_WRONG = {
    "nonjudicial": "non[- ]?(?:judical|judicail|judicual|judicle|juditial)",
    "judicial": "judical|judicail|judicual|judicle|juditial",
    "deficiency": "deficency|defficiency|defficency|deficiancy|defeciency|defiency|deficiencey|difficiency|deficieny",
    "deficiencies": "deficencies|defficiencies|deficiancies",
    "trustee": "trustie|truste|trusty(?= (?:sale|auction|sold))",
    "trustee's": "trusties(?= (?:sale|auction|sold))|trustys",
    "sheriff": "sherif|sherrif|sherriff|sheriif|shariff",
    "sheriff's": "sherifs|sherrifs|sherriffs|sherif's|sherrif's|sherriff's",
    "redemption": "redemtion|redempton|redemtpion|redeption|redemptoin",
    "judgment": "judgement|judgemnt|judgmnet|jugdment|jugement|judgmant",
    "mortgage": "morgage|mortage|morgatge|mortgag|morgtage|mortgauge|mortagage|morgauge",
    "refinance": "refinace|refinanace|refinence|refiance|refianance",
    "refinanced": "refinaced|refinanaced|refinenced|refianced",
    "bankruptcy": "bankrupcy|bankrupty|bankruptsy|bankrupcty|bankruptcey",
    "auction": "auchtion|acution|auctoin|aution",
    "auctioned": "auchtioned|auctined|autioned",
    "appraisal": "appraisel|apraisal|apprasial|appriasal",
    "garnish": "garnesh|garnsh",
    "lawsuit": "law suit|lawsuite|lawsuti",
    "recourse": "recorse|recource|recouse",
    "nonrecourse": "non[- ]?(?:recorse|recource|recouse)",
    "investor": "invester",
    "residence": "residance|residense",
    "complaint": "complant|compliant(?= (?:says|asks|asked|waives|waived|said))",
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
_WORDS = tuple((re.compile(rf"\b(?:{wrong})\b", re.IGNORECASE), right) for right, wrong in _WRONG.items())
_FORECLOSE = re.compile(
    r"\b(?:for[- ]?clos|forclous|foreclous|foreclouse|forecolos|forecols|foreclsos?|foreclois|forcols|fourclos|for closs?)"
    r"(?=(?:e|ed|es|ing|ure|ures|ured|er)\b)",
    re.IGNORECASE,
)


def spelt(text: str) -> str:
    """The text with common misspellings of this subject's words put right; everything else as it stands.

    >>> spelt("after forclosure by a sherrif, the defficiency")
    'after foreclosure by a sheriff, the deficiency'
    """
    text = _FORECLOSE.sub("foreclos", text)
    for pattern, right in _WORDS:
        text = pattern.sub(right, text)
    return text
