"""Passages that are longer than the embedding model reads become several, at sentence ends."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from bot.errors import ModelError
from bot.retrieval.embedder import longest_input
from bot.retrieval.passage import Passage
from bot.retrieval.sentences import sentences

Count = Callable[[str], int]
MOST_PIECES = 250


def piece_counter(model_folder: Path) -> Count:
    """A function that counts the word pieces of a text as the model reads it, its two markers included.

    Raises ModelError where the tokenizer cannot be read.
    """
    from tokenizers import Tokenizer  # noqa: PLC0415

    path = model_folder / "tokenizer.json"
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises a bare Exception
        raise ModelError(f"{path} cannot be read ({error}). Reinstall the embedding model.") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return lambda text: len(tokenizer.encode(text).ids)


def most_pieces(model_folder: Path) -> int:
    """The longest passage in word pieces, some short of what the model reads."""
    return min(MOST_PIECES, longest_input(model_folder) - 6)


def split_all(passages: Iterable[Passage], count: Count, limit: int = MOST_PIECES) -> list[Passage]:
    """Every passage, in parts where it is longer than `limit` word pieces with its title."""
    return [part for passage in passages for part in split(passage, count, limit)]


def split(passage: Passage, count: Count, limit: int = MOST_PIECES) -> list[Passage]:
    """A passage in parts that fit: the first keeps the id and the asks, the others end in `~2`, `~3` and so on."""
    if count(passage.full_text) <= limit:
        return [passage]
    room = limit - count(passage.title)
    if room < 20:
        raise ValueError(f"{passage.id}: its title leaves no room for a text")
    # parts of about the same length, so that none is a lonely last line
    parts = -(-count(passage.text) // room)
    texts = _packed(_units(passage.text, lambda text: count(text) <= room), count, count(passage.text) // parts, room)
    return [
        passage.model_copy(update={"text": text} if n == 1 else {"text": text, "id": f"{passage.id}~{n}", "asks": ()})
        for n, text in enumerate(texts, 1)
    ]


def _units(text: str, fits: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """The pieces a text may be cut between, each with what joins it to the one before it."""
    for block in re.split(r"(?<=\n)(?=\S)", text):
        if not block.strip():
            continue
        for number, sentence in enumerate(sentences(block)):
            joint = " " if number else "\n"
            pieces = [sentence] if fits(sentence) else _cut(sentence, fits)
            for place, piece in enumerate(pieces):
                yield (joint if place == 0 else " "), piece


def _cut(sentence: str, fits: Callable[[str], bool]) -> list[str]:
    for separator in (r"(?<=;) ", r"(?<=[,:]) ", r" "):
        pieces = re.split(separator, sentence)
        if all(map(fits, pieces)):
            return pieces
    return re.findall(r"(?s).{1,80}", sentence)


def _packed(units: Iterable[tuple[str, str]], count: Count, enough: int, room: int) -> Iterator[str]:
    text = ""
    for joint, unit in units:
        longer = f"{text}{joint}{unit}" if text else unit
        if text and (count(longer) > room or count(text) >= enough):
            yield text
            text = unit
        else:
            text = longer
    if text:
        yield text
