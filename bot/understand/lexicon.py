"""The words that a text may hold: common English, and above all those that the readers of this package look for."""

import re
from functools import cache
from importlib.resources import files
from math import log10
from pathlib import Path

from symspellpy import SymSpell, Verbosity

_DICTIONARY = "frequency_dictionary_en_82_765.txt"
_COMMON = 6_000  # words of the dictionary that a misspelling may stand for
_RARE = 20_000  # occurrences below which a word of this subject is not meant by a misspelling
_STEM = 4  # letters of a vocabulary's stem by which the dictionary's words are found
_ENDING = 5  # letters that may follow a stem ("foreclos" + "ures")
_MORE = frozenset(
    "servicer servicers servicing nonjudicial nonrecourse townhome townhomes lowball lowballed zestimate zillow offerpad "
    "reconvey reconveyed reconveyance refi refis refinancing heloc helocs hecm payoff payoffs deedholder quitclaim "
    "canceled canceling neighbor neighbors neighborhood installment installments jewelry math mom moms defense defenses "
    "totaling totaled labeled traveled counseling counselor counselors judgment judgments acknowledgment favor favorite "
    "honor honored color labor behavior center license paycheck paychecks realtor realtors condo condos duplex triplex "
    "fourplex fiveplex sixplex eightplex rowhouse rowhome attorney landlord cosigner cosigners cosigned coborrower comps comparables plaintiff "
    "aint idk idek dunno donno cuz coz lol omg wtf smh tbh imo imho nope yep yeah yup nah naw gonna gotta wanna kinda "
    "sorta lemme gimme dude bro bruh homie thru tho til till ain't y'all yall grand thou bucks buck mil hubby wifey "
    "approx appr apr appt acct auct amt atty bal def dept dil dot est exec fmv fha foreclosable gse hoa hud irs irc incl info "
    "int lis lpo max min mers mip misc mtg noi nod nos occ orig poa prin purch reo sba sec ssdi ssi sol upb usda vs "
    "bofa citi ocwen truist wamu pennymac ditech shellpoint nationstar flagstar usaa hsbc phh pnc fannie freddie "
    "repo repos repoed pymts silverado judg mortg defic recov resid comm compl jud nonjud tee ttee advt agmt ltr "
    "conf confd lieu refied refi'd sher pty svc garnishment garnishments refinanced refinance scire facias jumbo "
    "mumbo phony phoney pmi piti bpo cma avm tde loc disb disch ins gty liab calc comml conv iou ssa dui dwi daca pendens robo lakh lakhs fico trans union equifax experian rundown foreclose chatbot chatbots".split()
)
"""Words that the dictionary lacks: American spellings, this trade's terms and short forms, lenders, and how people write."""
_OTHERS_WORDS = ("limits_outside.yaml", "despair.yaml")  # words which no misspelling here stands for
_RUNS = re.compile(r"[a-z]{2,}")
_ESCAPES = re.compile(r"\\[a-zA-Z]|\[[^\]]*\]|\(\?[:=!<]+")
_VOWEL = re.compile("[aeiouy]")
_LONG = 7  # letters from which on two mistakes may be in a word
_SURE = 2.2  # how much likelier a word must be than no correction at all


@cache
def frequencies() -> dict[str, int]:
    """English words with how often each occurs in a large collection of text."""
    parts = (files("symspellpy") / _DICTIONARY).read_text(encoding="utf-8-sig").split()
    return dict(zip(parts[::2], map(int, parts[1::2]), strict=True))


@cache
def vocabulary() -> frozenset[str]:
    """The runs of letters in the vocabularies beside this module: whole words, stems and abbreviations."""
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted(Path(__file__).parent.glob("*.yaml"))
        if path.name not in _OTHERS_WORDS
    )
    return frozenset(_RUNS.findall(_ESCAPES.sub(" ", text).lower()))


@cache
def subject_words() -> frozenset[str]:
    """The English words that begin with a word or stem of the vocabularies."""
    stems = {run for run in vocabulary() if len(run) >= _STEM}
    ends = range(_STEM, max(map(len, stems)) + 1)
    return frozenset(
        word
        for word in frequencies()
        if any(len(word) - end <= _ENDING and word[:end] in stems for end in ends if end <= len(word))
    )


def is_word(word: str) -> bool:
    """Whether a lower-case word is English, a term or a short form.

    >>> is_word("auction"), is_word("mtg"), is_word("aution")
    (True, True, False)
    """
    return word in frequencies() or word in _MORE


@cache
def nearest(word: str) -> str | None:
    """The word that a misspelt lower-case word stands for; None where none is clearly meant.

    >>> nearest("aution"), nearest("cort"), nearest("owd"), nearest("shrot"), nearest("zqxjk")
    ('auction', 'court', 'owed', 'short', None)
    """
    if len(word) < 3 or not _VOWEL.search(word):
        return None  # an abbreviation
    most = 2 if len(word) >= _LONG else 1
    found = _index().lookup(word, Verbosity.ALL, max_edit_distance=most)
    likeness, meant = max(((_likeness(word, hit.term, hit.distance), hit.term) for hit in found), default=(0.0, ""))
    return meant if likeness >= _SURE else None


@cache
def _index() -> SymSpell:
    """The words that a misspelling may stand for, by what is left of them when letters are dropped."""
    counts = frequencies()
    common = set(sorted(counts, key=counts.__getitem__, reverse=True)[:_COMMON])
    meant = common | {word for word in subject_words() if counts[word] >= _RARE} | _MORE
    index = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
    for word in sorted(word for word in meant if len(word) > 3 or word in common):
        index.create_dictionary_entry(word, counts.get(word, 1))
    return index


def _likeness(written: str, word: str, distance: int) -> float:
    """How likely a word was meant: common and of this subject, with a mistake that hands and ears make."""
    known = word in subject_words() or word in _MORE
    score = log10(max(1.0, frequencies().get(word, _RARE) / 1e5)) / 2 + (1.5 if known else 0.0)
    score += 2.0 - 1.6 * (distance - 1)
    if written[0] != word[0]:
        score -= 1.5
    if written[-1] != word[-1]:
        score -= 0.5
    if sorted(written) == sorted(word):
        score += 0.8  # letters swapped
    elif _within(written, word):
        score += 0.7  # letters left out
    elif _within(word, written):
        score += 0.3  # a letter doubled or struck beside another
    if _sound(written) == _sound(word):
        score += 0.8
    return score


def _within(short: str, long: str) -> bool:
    """Whether the letters of one word stand in the other in the same order."""
    letters = iter(long)
    return all(letter in letters for letter in short)


def _sound(word: str) -> str:
    """The consonants of a word as they sound, each once."""
    word = word.replace("ph", "f").replace("ck", "k").replace("q", "k").replace("wr", "r").replace("gh", "")
    word = re.sub("c(?=[eiy])", "s", word).replace("c", "k").replace("z", "s").replace("dg", "g").replace("j", "g")
    return re.sub(r"(.)\1+", r"\1", re.sub("[aeiouyhw]", "", word))
