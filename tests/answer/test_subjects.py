"""What a question asks a state's record for, by name: many wordings, and near misses that ask for nothing of the kind."""

import pytest

from bot.answer.subjects import subjects_asked, subjects_in

NAMED = [
    ("can they do it without a judge", "court"),
    ("Must the bank take us to court before it sells?", "court"),
    ("is Idaho judicial or nonjudicial", "court"),
    ("who runs the auction", "official"),
    ("is there a lowest bid", "floor"),
    ("minimum bid sheriff sale", "floor"),
    ("do I get mediation", "meeting"),
    ("do they have to sit down with me first?", "meeting"),
    ("what letter comes first?", "notice"),
    ("can we catch up on the payments and keep the loan?", "cure"),
    ("does the sale have to be in the newspaper?", "publishing"),
    ("does a judge have to approve the sale?", "confirming"),
    ("what does the bank have to show the judge?", "proof"),
    ("how fast can the sheriff sell?", "speed"),
    ("does the lender need a separate lawsuit for the deficiency?", "own_suit"),
    ("can they sue on the note instead of foreclosing?", "house_first"),
    ("can that right be signed away?", "waiver"),
    ("are guarantors protected?", "guarantor"),
    ("who pays the lawyers, prevailing party?", "fees"),
    ("sale was monday. my sister can lend me the money, can I still keep it?", "redemption"),
    ("my uncle wants to purchase it back, how long?", "redemption"),
    ("when is my law day and what do I have to pay?", "redemption"),
    ("do I get credit for what it was worth?", "value"),
    ("where did the auction money go, is there an accounting?", "accounting"),
    ("how long until they can auction after the complaint", "speed"),
    ("how long between judgment and the sale?", "speed"),
    ("how many years to start a foreclosure?", "foreclosing_late"),
    ("foreclosure by entry, how long is it?", "by_entry"),
    ("who appraises it?", "appraiser"),
    ("can I sell my right of redemption?", "selling_redemption"),
    ("can we elect against a deficiency?", "owner_election"),
    ("can the mortgage take away my redemption?", "waiver"),
    ("does the bank pay my lawyer?", "fees"),
    ("how long do I have to object?", "undoing"),
    ("can they sue on the note while it is pending?", "house_first"),
    ("can my sister outbid the bank at the sheriff sale?", "bidding"),
    ("heard there's a program so the family can buy at the sheriff sale with a small deposit", "bidding"),
    ("they want strict foreclosure but there is equity, can I ask for a real sale?", "sale_instead"),
    ("nobody ever served me the papers, can the judgment stick me with the shortage?", "service"),
    ("they bid the full judgment at the sale, do I owe?", "full_bid"),
    ("does having moved hurt us?", "vacant"),
    ("how can we get more months before the sheriff sale?", "delay"),
    ("it brought more than the loan, what must the trustee do with the extra?", "surplus"),
    ("can they sell it on any day they like?", "sale_day"),
    ("what does the bank give up in the voluntary procedure?", "voluntary"),
    ("they sold the debt, is there a limit to what a debt buyer can get?", "debt_buyer"),
    ("is there a way to get a sale when the judge set law days?", "sale_instead"),
    ("can we make them go in front of a judge?", "force_court"),
    ("can I turn it into a court case?", "force_court"),
    ("is a sale price below 2/3 good for me?", "floor"),
    ("how long do I get if I owed less than two thirds of the original loan?", "redemption"),
    ("they just did the 'entry' on the porch, how long till it is theirs?", "by_entry"),
]
NOT_NAMED = [
    ("I bid on a house at the auction and lost, can the seller keep my deposit?", "sale_instead"),
    ("nobody served dinner at the auction", "service"),
    ("they bid less than the full judgment, do I owe?", "full_bid"),
    ("was the note under 5 percent?", "floor"),
    ("did the judge enter it?", "by_entry"),
    ("on what day must they sue?", "sale_day"),
    ("did the judge make a ruling in court?", "force_court"),
    ("a debt buyer calls me, what do I say?", "debt_buyer"),
    ("my brother wants to buy it back after the sale", "bidding"),
    ("the court confirmed the sale in May. do I owe the rest?", "confirming"),
    ("they put it in the newspaper. am I liable?", "publishing"),
    ("my law day came and went, they own it now", "redemption"),
    ("my law day in Connecticut passed in february, is it too late for the bank to ask for money?", "redemption"),
    ("strict foreclosure, law day was Feb 10 2026, can they still file?", "redemption"),
    ("will this hurt my credit score?", "value"),
    ("a collector wants the old note money after the auction, can they keep asking?", "redemption"),
    ("did the bank waive the deficiency?", "waiver"),
    ("how long before the foreclosure sale do I have to move out", "speed"),
    ("can they get a deficiency without a court?", "court"),
    ("how many years after the sale to start foreclosing on the deficiency?", "foreclosing_late"),
    ("how long after the judgment can they take my pay?", "speed"),
    ("does the bank pay my moving costs?", "fees"),
    ("no entry on my report, is that right?", "by_entry"),
]


@pytest.mark.parametrize(("text", "name"), NAMED)
def test_named(text: str, name: str) -> None:
    assert name in [subject.name for subject in subjects_asked(text)]


@pytest.mark.parametrize(("text", "name"), NOT_NAMED)
def test_not_named(text: str, name: str) -> None:
    assert name not in [subject.name for subject in subjects_asked(text)]


def test_sections_of_the_ways() -> None:
    assert subjects_in("who runs the auction?") == ("process", "procedure", "protection-")
    assert subjects_in("can I redeem it?") == ("redemption",)
    assert subjects_in("do I still owe?") == ()
