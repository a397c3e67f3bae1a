"""The words around an amount that tell how often it is paid, that it is part of another, or that it is corrected."""

import re
from typing import Literal

Frequency = Literal["hourly", "daily", "weekly", "biweekly", "semimonthly", "monthly", "annual"]

FREQUENCY_WORDS: dict[Frequency, str] = {
    "biweekly": r"bi-?(?:weekly|wkly)|every (?:two|2|other|second|2nd) (?:weeks?|wks?)|each (?:other|second|2nd) (?:week|wk)|fortnightly|every other friday",
    "semimonthly": r"semi-?(?:monthly|mo)|twice (?:(?:a|per|each|every) month|monthly)|(?:two|2) times (?:a|per) month|on the 1st and (?:the )?15th",
    "weekly": r"weekly|wkly|(?:a|per|/|each|every) ?(?:week|wk)",
    "monthly": r"monthly|(?:a|per|/|each|every) ?(?:month|mo)",
    "annual": r"annual(?:ly)?|yearly|(?:a|per|/|each|every) ?(?:year|yr)|salary",
    "hourly": r"hourly|(?:an|per|/) ?(?:hour|hr)",
    "daily": r"daily|(?:a|per|/|each) ?(?:day|diem)",
}
OFTEN = re.compile(r"[a-z]ly|week|wk|mo|year|yr|day|diem|hour|hr|annual|salary|1st and|times")
"""Without any of these no word for how often occurs."""
FREQUENCIES = tuple((name, re.compile(rf"(?:{words})(?![a-z])")) for name, words in FREQUENCY_WORDS.items())
GETS = re.compile(r"(?:get|receive)s?(?: (?:about|around|only))*")  # an income only where it comes regularly
DISPOSABLE = re.compile(
    r"\b(?:disposable|take[- ]?home|takes? home|brings? home|after[- ]tax(?:es)?|nets?|after (?:the |all |my |his |her )?deductions|"
    r"(?:when|once|after) (?:the |all )?(?:tax(?:es)?|deductions) (?:is|are|have been|were|come|comes|came)(?: (?:taken|already|all))? (?:off|out|gone)|"
    r"after(?=[.,;?!]|$))\b"
)
GROSS = re.compile(r"\b(?:gross|before tax(?:es)?|pre-?tax)\b")
CLAUSE = re.compile(r"[,;]| and ")
CORRECTION = re.compile(
    r"\b(?:no,? wait|wait,? no|wait|no,? sorry|sorry|actually|i mean|i meant|make that|correction|scratch that|rather|oops|"
    r"or rather|strike that|my mistake|typo)\b|\bno[,.]?(?: (?:it'?s|it was|that'?s|more like))? [$~]*$"
)
# "i said 150 but its 105"
I_SAID = re.compile(
    r"\b(?:i|we) (?:said|typed|put|wrote|told you|gave you)(?: (?:it was|it sold for|i owed|we owed|the \w+ was))? [$]?$"
)
BUT_IT_IS = re.compile(
    r",? but (?:actually |really )?(?:it'?s|it is|it was|that'?s|it should be|should be|i meant)(?: really| actually)? [$]?"
)
INCLUDED = re.compile(
    r"(?<!not )(?<!n't )\b(?:incl(?:uding|udes|uded|ude|usive of|\.)?|of which|contain(?:s|ed|ing)|(?:that'?s|that is|which is|it'?s) (?:already )?(?:with|counting))"
    r"(?: (?:about|the|all|their|its|his|her|my|our|another|already|some|over|accrued|late|legal|interest|fees|costs|charges|attorney'?s?))*[ $]*"
    # "incl. 14,500 interest and 3,200 in fees": the second sum is held too
    r"(?:[0-9][0-9,.]*k? ?(?:(?:in|of|for|accrued|late|legal|interest|fees|costs|charges|attorney'?s?) ?)*,? ?(?:and |plus |& ?|\+ ?|, ?)?"
    r"(?:(?:another|about|the|in|accrued|late|legal|interest|fees|costs|charges|attorney'?s?) )*[ $]*)?$"
    # "12k of which was interest and 7k fees"
    r"|(?<=[0-9k]) of (?:which|that|it)(?: (?:is|was|are|were|in|for|accrued|late|legal|interest|fees|costs|charges|attorney'?s?))+,? (?:and|plus|&|\+) [$]?$"
)
NOT_INCLUDED = re.compile(r"(?:\bnot|n't)(?: \w+)? incl[a-z]*(?: \w+)?[ $]*$")
INCLUDED_AFTER = re.compile(
    r"[^.;,!?\n$0-9]{0,30}?\b(?:already |all )*(?:(?<!not )(?<!n't )included (?:in|there)|in (?:there|that|it) already|already in (?:it|there|that)|"
    r"(?:built|baked|rolled|folded)[- ]in)\b"
    r"|[^.;!?\n$0-9]{0,30}?\balready (?:counted |included )?(?:in|part of|inside) (?:the |that |their |its )?(?:judge?ment|payoff|total|balance|decree|figure|sum|amount)\b"
    # "fees of 7k are in that number", "7k of that is fees"
    r"| (?:are|is|were|was) (?:all |already )*in (?:that|the|this|their|its) (?:number|figure|total|amount|payoff|balance|judge?ment|sum|debt)\b"
    r"|,? of (?:that|it|which|this|the (?:total|payoff|balance|judge?ment))(?: (?:is|was|are|were|being|for|in|just|all|only|late|legal|accrued|court|attorney'?s?|atty)){0,4} (?:fees?|costs?|interest|charges|advances)\b"
    # "with 5k late fees in it"
    r"|(?: (?:in|of|late|legal|accrued|court|attorney'?s?))* (?:fees?|costs?|interest|charges) (?:(?:already|all) )*in (?:it|there)\b"
    # "those fees, $8,000, are contained in the payoff"
    r"|,? (?:which )?(?:are|is|were|was) (?:all |already )*(?:contained|included|counted|part|inside)(?: already)?(?: in| of)? (?:the|that|their|its|this) (?:judge?ment|payoff|total|balance|decree|figure|sum|amount|debt)\b"
)
# "20k under what we owed": the amount is the gap itself
LESS_THAN_OWED = re.compile(
    r" ?(?:less|lower|under|below|short of|shy of)(?: (?:at|in|from) (?:the |that )?(?:auction|sale))?(?: than)? (?:(?:what|all) )?(?:that )?(?:(?:i|we|was|is|they say i|they say we) (?:\w+ )?owed?\b"
    r"|(?:the|my|our)(?: total| whole| full| unpaid| mortgage| loan| remaining| [$]?[0-9][0-9,.]* ?(?:k|grand|thousand)?)* (?:debt|mortgage|loan|payoff|balance|judge?ment|note)\b"
    r"|(?:the |my |our )?[$]?[0-9][0-9,.]* ?(?:k|grand|thousand)? (?:that )?(?:i|we|was|is|he|she) (?:\w+ )?owed?\b)"
)
SAYS = re.compile(
    r"(?:(?:they|he|she|it|bank)[ ])?(?:(?:now|only|also|still)[ ])?(?:say|says|saying|said)(?: it(?:'s)?| is)?"
)
I_SAY = re.compile(r"\b(?:i|we|my (?:appraiser|realtor|agent|lawyer))(?: (?:would|'d))? $")
ENDS = re.compile(r"[.;!?\n] ")  # "166,204.55. Monthly was 1,310"
VALUES = ("fair_market_value", "appraisal")
PAID = re.compile(
    r"\b(?:payments? (?:was|were|had been)|(?:i|we|she|he) (?:had )?paid|(?:been|was|were) paying)\b[^.;]{0,12}$"
)
PER_DIEM = re.compile(r"\bper[- ]diem\b|\bdaily interest\b|\bp/d\b")
# "189k + p/d 31.49 x 48": what stands right before an amount is its own, however near another one is
A_DAY_BEFORE = re.compile(r"\b(?:per[- ]diem|p/d|int/day)(?: (?:of|is|was|at|int\.?|interest))*:? ?[$]?$")
DENIED = re.compile(
    r"\b(?:not|isn't|wasn't|instead of|rather than|never)(?: (?:just|only|for|the|a|at|really))*(?P<just>)[ $]*$"
)
NOT_ONLY = re.compile(r"\bnot (?:just|only)[ $a-z]*$")
PAYS_BEFORE = re.compile(r"\b(?:for|at|with|of|to|pay|paying)[ $]*$")
# what somebody pays to live, and not to the lender: "I pay $900 in rent"
LIVING = re.compile(
    r" ?(?:(?:a|per|/|each|every) ?(?:month|mo|week|wk)|monthly)? ?(?:in|for|on|towards?|of) (?:my |our |the |a )?(?:rent(?:al)?|apartment|child ?(?:support|care)|"
    r"alimony|day ?care|groceries|food|car|truck|insurance|student loans?|tuition|medical|utilities|prescriptions?|medicine|credit cards?)\b"
)
# what a buyer pays to have the home empty
FOR_KEYS = re.compile(
    r" ?(?:dollars |bucks |in )?(?:cash )?(?:for (?:the |my |our )?keys|to (?:move|leave|vacate|get out|be out)|if (?:i|we) (?:move|leave|vacate|get out|am out|are out)|relocation|moving)\b"
)
PAYS_THEM = re.compile(
    r"(?:\b(?:can|could|will|would|to|i|we|i'll|we'll|i'd|just|and|or|maybe|only|afford|them|let me|if|only|barely|they|him|says?|said)|^)[ ,]*pay (?:about |around |maybe |like |them |only |just )*[$]?$"
)
PAYS_ONCE = re.compile(
    r"\b(?:if|can|could|let|would|should|what if) (?:i|we|me|us)(?: just| only| still)* pay (?:about |around |maybe |like |them |only |just |the (?:bank|lender) )*[$]?$|\b(?:i|we)'?(?:ll|d) (?:just |only )?pay (?:them |about |only |just )*[$]?$"
)
# "i owed a 62k deficiency"; not "owed 210k deficiency 60k"
NAMES_THE_CLAIM = re.compile(
    r"[ -](?:mortgage |home )?(?:deficiency|shortfall)\b(?!(?: (?:of|is|was|about|then|now|came to|=))*:? ?[$]?[0-9])"
)
DAYS = re.compile(
    r"[^.;\n$]{0,24}?\b(?:for|x|times|over) ?([0-9]{1,4}) ?(?:days|d)\b|^[^.;\n$]{0,12}?\b([0-9]{1,4}) days\b(?! (?:later|after|to (?:sue|file|answer|pay|respond|ask|object|redeem)\b))|^ ?[x*×] ?([0-9]{1,4})\b(?!,[0-9]| ?mo)"
)
MONTHS = re.compile(
    r"(?:for|over|in|x)[ -]?(?P<n>[0-9]{1,3}|[a-z]+(?:-[a-z]+)?) ?(?:(?:equal|monthly) )*(?P<unit>months?|mos?\b|payments|installments|instalments|years?|yrs?)|x ?(?P<times>[0-9]{1,3})\b"
    r"|\b(?P<often>[0-9]{1,3}|[a-z]+(?:-[a-z]+)?) times\b(?! (?:a|per|each|every|the|more|as|what)\b)"
)
# what is counted where payments are; looked for first, because the patterns of a count take long at each amount
PAYMENTS = re.compile(r"payments|checks|pmts|install?ments|[0-9] ?[x×] ?[$]?$")
TIMES = re.compile(r" (?:dollars )?(?:[a-z0-9]+ times|twice)\b")
COUNT_BEFORE = re.compile(
    r"\b(?P<n>[0-9]{1,3}|[a-z]+(?:-[a-z]+)?) (?:monthly |equal )*(?:payments|installments|instalments|pmts)(?: of)?[ $]*$|\b(?P<times>[0-9]{1,3}) ?[x×] ?[$]?$"
)
