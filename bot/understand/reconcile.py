"""Facts that follow from other facts of the same text, and those that cannot stand beside them."""

import re

from bot.understand.distances import step_too_late
from bot.understand.factreading import FactReading, is_read
from bot.understand.noticedays import not_long_there, notice_in_time
from bot.understand.steps_denied import left_at_the_home, lender_did_not_join, mailed_but_not_received
from bot.understand.twoloans import told_by_banks

# "I didn't go to court", which tells of a case too
_STAYED_AWAY = re.compile(r"\b(?:go|went|gone|been) (?:in)?to court", re.IGNORECASE)
# "the first mortgage held the sale. can that bank sue us": it is the first lender's claim that is asked about
_SAME_BANK_ASKS = re.compile(
    r"\b(?:can|could|will|would|may|might|does|do|did|is|are|has|if|so) (?:that|this|those|the same|the very same|the first|the 1st|the foreclosing|that same|this same)"
    r" (?:first |1st |same )?(?:bank|lender|company|mortgage (?:company|lender|holder)?|one|people|servicer|outfit|credit union)s?\b[^.;!?\n]{0,40}?"
    r"\b(?:su(?:e|ing)|come|coming|go|going|collect\w*|chas\w*|bill\w*|ask\w*|want\w*|get|pursu\w*|demand\w*|allowed|still)\b",
    re.IGNORECASE,
)
_SECOND_ITSELF = re.compile(r"\b(?:second|2nd|junior)\b", re.IGNORECASE)
_JUNIOR = re.compile(
    r"\b(?:second|2nd|junior|he-?loc|equity (?:line|loan)|line of credit|credit line|piggy\w*|other (?:loan|lender|bank))\b",
    re.IGNORECASE,
)
# "1st mortgage trustee's sale", with no second loan in the story
_OWN_FIRST = re.compile(
    r"(?:first|1st|senior|primary) (?:mortgage|mtg|loan|lien|dot|td|deed of trust|trust deed) (?:(?:trustee|sheriff|foreclosure|court|referee)(?:'?s?'?) )?"
    r"(?:trustee'?s?'?|sale|auction|foreclosure)\b",
    re.IGNORECASE,
)
# "we also had a credit line with another bank, it got nothing. can that bank sue us": the second lender asks
_OTHER_BANK_ASKS = re.compile(
    r"\b(?:credit line|line of credit|he-?loc|equity (?:line|loan)|second|2nd)\b[^.;!?\n]{0,40}\b(?:another|a different|some other) (?:bank|lender|company|credit union)\b"
    r".*\b(?:can|could|will|would|may|do|does|is|are) (?:that|this|the other|they|it)\b",
    re.IGNORECASE | re.DOTALL,
)
_MOVED_LATER = re.compile(
    r"\b(?:moved (?:out|away)|rented it(?: out)?|was renting it)\b[^.;!?\n]{0,60}\b(?:when|before|by the time|later|after|since)\b|\b(?:later|after that|since then|by then)\b[^.;!?\n]{0,30}\b(?:moved out|rented it)\b",
    re.IGNORECASE,
)
# "first loan, second loan, all one lender": the second is named beside the first, and nothing is asked on it
_BOTH_NAMED = re.compile(
    r"\b(?:first|1st)\b[^!?\n]{0,60}\b(?:second|2nd)\b|\b(?:second|2nd)\b[^!?\n]{0,60}\b(?:first|1st)\b", re.IGNORECASE
)
_SOMETHING_ASKED = re.compile(
    r"\b(?:su(?:e|es|ed|ing)|want\w*|ask\w*|chas\w+|demand\w*|collect\w*|ow(?:e|es|ed)|bill\w*|dun\w*|after|deficien\w+|garnish\w*|call\w*|claim\w*|wip\w+|foreclos\w+|short|balance)\b",
    re.IGNORECASE,
)


# what A.R.S. § 33-814(H) leaves out of the protection of homes: a builder's, which no law protected before either
# (Mid Kansas v. Dynamic Dev. Corp., 167 Ariz. 122 (1991)), and for loans made since 2015 one in which nobody has lived
_BUILDERS = re.compile(
    r"\bspec[- ](?:house|home|build)s?\b|\b(?:built|building|build|constructed|constructing|put up|putting up|finishing)\b[^.;!?\n]{0,40}"
    r"\b(?:to (?:sell|flip|resell)|for (?:re)?sale|on spec(?:ulation)?)\b|\b(?:house|home)s? (?:that )?(?:i|we|they|he) (?:built|build) and sell\b",
    re.IGNORECASE,
)
_NO_HOME_YET = re.compile(
    r"\bnever (?:been )?(?:finished|completed|substantially completed)\b"
    r"|\bnever (?:been )?(?:lived in|occupied) by (?:anyone|anybody|a soul)\b|\b(?:no one|nobody|no-one) (?:has |had )?ever lived (?:in it|there)\b",
    re.IGNORECASE,
)
_LOAN_BEFORE_2015 = re.compile(
    r"\b(?:loan|mortgage|borrowed|deed of trust|financed)\b[^.;!?\n]{0,25}?\b(?:19\d\d|200\d|201[0-4])\b"
    r"|\b(?:19\d\d|200\d|201[0-4])(?: \w+)? (?:loan|mortgage|deed of trust)\b",
    re.IGNORECASE,
)


def _share(one: FactReading, other: FactReading) -> bool:
    return one.span[0] < other.span[1] and other.span[0] < one.span[1]


def _only_named_beside(text: str) -> bool:
    """Whether the second loan is named beside the first and nothing is asked on either."""
    return _BOTH_NAMED.search(text) is not None and _SOMETHING_ASKED.search(text) is None


def _of_the_notice(text: str, found: dict[str, FactReading], state: str | None) -> None:
    """Whether the notice of a deficiency was mailed in time, as far as days before the sale or a dispute tell."""
    told = notice_in_time(text, state)
    if told == "open" and is_read(found, "lender_steps", "done"):
        del found["lender_steps"]
    elif told == "not_done" or (told == "done" and not is_read(found, "lender_steps", "not_done")):
        found["lender_steps"] = _of_the_whole("lender_steps", told, text)
    if step_too_late(text, state):
        found["lender_steps"] = _of_the_whole("lender_steps", "not_done", text)
    if state == "MA" and is_read(found, "lender_steps", "not_done") and mailed_but_not_received(text):
        del found["lender_steps"]  # mailing counts, and whether it was mailed is in dispute


def reconcile(text: str, found: dict[str, FactReading], state: str | None) -> list[FactReading]:
    """The facts with what follows from them: a lien wiped out by another lender's sale is a junior one."""
    _of_the_lien(text, found)
    _of_the_home(text, found, state)
    _of_the_sale(found, state)
    _of_the_notice(text, found, state)
    if is_read(found, "owner_election", "waived_waiting_period") and lender_did_not_join(text):
        found["owner_election"] = found["owner_election"].model_copy(update={"value": "none"})
    if is_read(found, "service", "publication_only") and left_at_the_home(text):
        service = found.pop("service")
        if state == "KS":  # service at the home is enough there
            found["service"] = service.model_copy(update={"value": "served_or_appeared"})
    if "disposition" in found and found["disposition"].value in ("deed_in_lieu", "short_sale"):
        found.pop("buyer", None)  # "gave the house back to the bank" names no buyer at a sale
    return list(found.values())


def _of_the_lien(text: str, found: dict[str, FactReading]) -> None:
    """Which loan asks, and whose sale it was: either tells of the other."""
    asker = found.get("owner_election")
    if asker and asker.value == "asked_for_sale" and "lien" in found and _share(found["lien"], asker):
        del found["lien"]  # "the second mortgage holder asked for the sale" tells who asked, and not whose claim it is
    asked, by = told_by_banks(text)
    if asked and by:
        found["lien"] = _of_the_whole("lien", asked, text)
        found["sale_by"] = _of_the_whole("sale_by", by, text)
    lien, sale_by = found.get("lien"), found.get("sale_by")
    if lien and lien.value == "junior" and sale_by is None and "same_lender" in found and _only_named_beside(text):
        del found["lien"]
        lien = None
    if sale_by and (lien is None or lien.value == "first") and _OTHER_BANK_ASKS.search(text):
        lien = found["lien"] = sale_by.model_copy(update={"fact": "lien", "value": "junior"})
        sale_by = found["sale_by"] = sale_by.model_copy(update={"value": "other_lender"})
    if sale_by and _OWN_FIRST.match(sale_by.raw) and not _JUNIOR.search(text):
        sale_by = found["sale_by"] = sale_by.model_copy(update={"value": "this_lender"})
        lien = found["lien"] = sale_by.model_copy(update={"fact": "lien", "value": "first"})
    if sale_by and sale_by.value == "other_lender" and _SAME_BANK_ASKS.search(text) and not _JUNIOR.search(text):
        sale_by = found["sale_by"] = sale_by.model_copy(update={"value": "this_lender"})
        lien = found["lien"] = sale_by.model_copy(update={"fact": "lien", "value": "first"})
    if sale_by and sale_by.value == "this_lender" and lien is None and _SECOND_ITSELF.search(sale_by.raw):
        lien = found["lien"] = sale_by.model_copy(update={"fact": "lien", "value": "junior"})
    if sale_by and sale_by.value == "other_lender" and (lien is None or lien.value == "first"):
        found["lien"] = sale_by.model_copy(update={"fact": "lien", "value": "junior"})
    if lien and lien.value == "first" and sale_by is None:
        found["sale_by"] = lien.model_copy(update={"fact": "sale_by", "value": "this_lender"})


def _of_the_home(text: str, found: dict[str, FactReading], state: str | None) -> None:
    """What the kind of home and who lived in it tell of one another."""
    if "occupancy" in found and found["occupancy"].value == "not_owner_occupied" and "lived_throughout" in found:
        del found["lived_throughout"]
    kind = found.get("property")
    if kind and kind.value in ("commercial", "land") and "occupancy" not in found:
        found["occupancy"] = kind.model_copy(update={"fact": "occupancy", "value": "not_owner_occupied"})
    if kind and kind.value == "commercial" and state == "WA":
        # a loan that is not mainly for a household is commercial there, also one that bought the building (RCW 61.24.005(4))
        found["loan"] = kind.model_copy(update={"fact": "loan", "value": "business"})
    if state == "HI" and not_long_there(text):
        found["occupancy"] = _of_the_whole("occupancy", "not_owner_occupied", text)
    if state == "AZ" and _is_no_home(text, kind, found):
        found["property"] = _of_the_whole("property", "commercial", text)
    occupancy = found.get("occupancy")
    if state == "TX" and occupancy and occupancy.value == "not_owner_occupied" and _MOVED_LATER.search(text):
        del found["occupancy"]  # what counts there is that it was the homestead when the loan was made


def _is_no_home(text: str, kind: FactReading | None, found: dict[str, FactReading]) -> bool:
    """Whether the house was never a home in Arizona's sense: a builder's, or one in which nobody has lived."""
    if (kind and kind.value != "dwelling") or is_read(found, "occupancy", "owner_occupied"):
        return False
    if _BUILDERS.search(text):
        return True
    return kind is None and _NO_HOME_YET.search(text) is not None and not _LOAN_BEFORE_2015.search(text)


def _of_the_sale(found: dict[str, FactReading], state: str | None) -> None:
    """The way of the sale beside how papers were served and what was confirmed."""
    service, process = found.get("service"), found.get("process")
    if service and process and process.value == "nonjudicial":
        if _STAYED_AWAY.search(process.raw):
            del found["process"]  # one who was only notified by newspaper "didn't go to court" when there was one
        elif service.value == "publication_only":
            del found["service"]  # no papers are served in a sale without a court
    if state == "CT" and process is None and is_read(found, "owner_election", "asked_for_sale"):
        # there a sale is held only where the court orders one in place of a strict foreclosure
        found["process"] = found["owner_election"].model_copy(update={"fact": "process", "value": "judicial"})
    steps = found.get("lender_steps")
    if state == "GA" and steps and is_read(found, "process", "judicial") and _share(steps, found["process"]):
        del found["process"]  # there a judge who approves a sale confirms one that was held without a court


def _of_the_whole(fact: str, value: str, text: str) -> FactReading:
    """A fact that follows from the turn as a whole, and from no words of its own."""
    return FactReading(fact=fact, value=value, raw=text, span=(0, len(text)))
