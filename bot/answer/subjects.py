"""The subjects of a state's sections in the words of people: redemption, what the home was worth, the way of foreclosing."""

import re

_PAID = r"(?:pay|paid|paying|money|cash|lend|loan me|borrow|wire|come up with)"
_KEPT = r"(?:keep|save|stay|undo|reverse|recover|get (?:it|the \w+|my \w+|our \w+) back|buy (?:it|the \w+|my \w+|our \w+) back|too late|gone|over|pay (?:it|everything|all)(?: all)? (?:off|up)|move back)"
_SOLD = r"\b(?:sold|sale|auction(?:ed)?|hammer)\b"
# a section's subject in the words of people, each with the sections that it speaks of
SUBJECTS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (
        re.compile(
            r"\bredeem|(?<!without )(?<!no )(?<!no-)(?<!short )(?<!six-month )(?<!during the )\bredemption|\bbuy(?:ing)? (?:it |\w+ \w+ )?back\b|\blaw day\b|\bgrace period\b|\b(?:window|any months) after\b"
            rf"|^(?=[^\n]{{0,600}}?{_SOLD})(?=[^\n]{{0,600}}?\b{_PAID}\b)(?=[^\n]{{0,600}}?\b{_KEPT}\b)",
            re.IGNORECASE,
        ),
        ("redemption",),
    ),
    (
        re.compile(
            r"\b(?:worth|apprais\w+|(?:fair|market|true|real)(?: market)? value|fmv|value)\b[^.?!]{0,50}\b(?:count|matter|credit|use[ds]?|"
            r"look|help|figured|decide[ds]?|proves?|subtract\w*|date|floor|bring it down|plugged)"
            r"|\b(?:count|matter|credit|use[ds]?|uses|look|help|figured|decide[ds]?|proves?|argue)\b[^.?!]{0,50}"
            r"\b(?:worth|apprais\w+|(?:fair|market|true|real)(?: market)? value|fmv|value)\b|\bprice (?:is )?too low\b",
            re.IGNORECASE,
        ),
        ("fair-value",),
    ),
    (
        re.compile(
            r"\b(?:court or (?:a )?trustee|trustee or (?:a )?(?:court|judge)|judge or (?:a )?trustee|without (?:a |going to )?(?:court|judge|lawsuit)|w/o (?:a )?court)\b"
            r"|\b(?:who|which official|what official)\b[^.?!]{0,30}\b(?:runs?|conducts?|holds?|sells?|approves?|confirms?)\b"
            r"|\b(?:advertis\w+|newspaper|published|publication|posted|mediation|certified mail|cert mail|commissioner|accounting|mediat\w+)\b"
            r"|\b(?:days?|months?|weeks?|much) (?:of )?(?:written )?notice\b|\bnotice (?:before|of intent|first)\b|\b(?:mail|send|file)(?:ed|s)? (?:me |us )?(?:first|before)\b"
            r"|\b(?:must|have to|need to|has to)\b[^.?!]{0,25}\b(?:mail|mailed|send|file|swear|advertise|publish)\b"
            r"|\b(?:what|which) (?:letter|notice|paper)s?\b|\bconfirm\w*\b[^.?!]{0,25}\b(?:sale|hearing|court|judge|anything)\b|\bhearing\b"
            r"|\b(?:court|judge)\b[^.?!]{0,25}\b(?:confirm|approve|sign off)|\b(?:separate|another|new) (?:suit|lawsuit|case)\b|\bone[- ]action\b"
            r"|\b(?:minimum|lowest|floor)\b[^.?!]{0,20}\b(?:bid|price)\b|\bstep by step\b|\b(?:cure|catch up|reinstate)\b[^.?!]{0,40}\b(?:sale|auction|sells?|right|default)\b"
            r"|\bwaive[ds]?\b|\bsign(?:ed)? away\b|\b(?:after|of) (?:they serve|service|serving)\b|\binspect\w*",
            re.IGNORECASE,
        ),
        ("process", "procedure", "protection-"),
    ),
)


def subjects_in(text: str) -> tuple[str, ...]:
    """The beginnings of the names of the sections whose subject a question names; empty for none.

    >>> subjects_in("who runs the auction in Denver")
    ('process', 'procedure', 'protection-')
    """
    return tuple(name for words, names in SUBJECTS if words.search(text) for name in names)
