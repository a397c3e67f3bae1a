"""Amounts in another country's money, which no sum in dollars may count."""

import re

_BEFORE = re.compile(
    r"(?:[€£¥₹₱]|\b(?:cad|aud|nzd|eur|gbp|mxn|php|inr|jpy|chf)|\b(?:c|ca|a|au|nz|mx)(?=\$)) ?\$? ?$", re.IGNORECASE
)
_AFTER = re.compile(
    r" ?(?:[€£¥₹₱]|(?:euros?|eur|pounds? sterling|pounds|quid|gbp|pesos?|mxn|cad|canadian(?: dollars?)?|aud|australian(?: dollars?)?|nzd|rupees?|inr|lakhs?|"
    r"yen|yuan|rmb|renminbi|(?:swiss )?francs?|chf|rubles?|roubles?|reais|naira|dirhams?|riyals?|shekels?|zlot\w+|baht|ringgit)\b)"
    # "300,000 pesos ... no, dollars" was a slip
    r"(?!.{0,15}\b(?:no|mean|meant|sorry|rather|oops)\b,? (?:i mean |the )?dollars)",
    re.IGNORECASE,
)

_WEIGHT = re.compile(r" ?pounds\b(?! sterling)", re.IGNORECASE)
_THREE_DIGITS = 3


def is_foreign(text: str, span: tuple[int, int]) -> bool:
    """Whether the amount at `span` is in another currency than dollars of the United States.

    >>> is_foreign("owed €5,000", (5, 11)), is_foreign("owed 5,000 pesos", (5, 10)), is_foreign("owed $5,000", (5, 11))
    (True, True, False)
    >>> is_foreign("lose 20 pounds", (5, 7)), is_foreign("owe 200k pounds", (4, 8))
    (False, True)
    """
    start, end = span
    if _WEIGHT.match(text[end : end + 8]) and len(text[start:end]) <= _THREE_DIGITS:
        return False  # "lose 20 pounds"
    signed = text[start : start + 1] in "€£¥₹₱"
    return signed or bool(_BEFORE.search(text[max(0, start - 8) : start]) or _AFTER.match(text, end))


def left_out(raws: list[str]) -> str:
    """What is said of amounts that are not counted."""
    named = " and ".join(f'"{raw}"' for raw in raws[:2])
    return f"I count in US dollars only and did not count {named}; please tell it in dollars."
