"""The case sheet as the data of an answer, and the numbers in it that are the user's own."""

from bot.answer.model import CaseFact
from bot.answer.verify import numbers
from bot.conversation.sheet import SUIT_AFTER, CaseSheet, Entry


def own_numbers(sheet: CaseSheet) -> frozenset[str]:
    """The numbers that earlier turns told, and the numbers of those turns."""
    found = {f"{value.normalize():f}" for value in sheet.values()}
    found |= {str(number) for number in range(1, sheet.turn + 1)}
    for entry in (*sheet.entries.values(), *sheet.supposed.values()):
        for one in (entry, entry.disputed):
            if one is not None:
                found |= numbers(
                    f"{one.raw} {one.how} {one.value.replace('-', ' ') if one.kind == 'day' or one.name == SUIT_AFTER else ''}"
                )
                found |= {part.lstrip("0") for part in one.value.split("-")} if one.kind == "day" else set()
    return frozenset(found)


def case_facts(sheet: CaseSheet) -> tuple[CaseFact, ...]:
    """The case as data."""
    told = [_fact(entry, entry.status) for entry in sheet.entries.values()]
    return (*told, *(_fact(entry, "supposed") for entry in sheet.supposed.values()))


def _fact(entry: Entry, status: str) -> CaseFact:
    return CaseFact.model_validate(
        {
            "name": entry.name,
            "value": entry.value,
            "status": status,
            "turn": entry.turn,
            "raw": entry.raw,
            "how": entry.how,
            "disputed": entry.disputed.value if entry.disputed else None,
        }
    )
