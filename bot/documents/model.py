"""A document and what is said about it: title, state, address; with the limits that every document must keep."""

import re
from datetime import date, datetime
from typing import Literal
from urllib.parse import urlsplit

import us
from pydantic import BaseModel, ConfigDict

from bot.documents.clean import one_line
from bot.errors import ShortfallError

Kind = Literal["pdf", "docx", "html", "text"]
NATIONWIDE = "US"

MOST_BYTES = 10 * 1024 * 1024  # of a file
MOST_CHARACTERS = 400_000  # of its text; some 130 pages
MOST_PASSAGES = 1_000  # of one document
MOST_DOCUMENTS = 500  # of one owner
LONGEST_TITLE, LONGEST_ADDRESS, LONGEST_NAME = 120, 500, 200  # characters

_ID = re.compile(r"[0-9a-f]{32}")


class DocumentError(ShortfallError):
    """A document that cannot be taken, or that is not there. The message says what to do."""


class UnknownDocumentError(DocumentError):
    """There is no such document, or it is another owner's."""


class DocumentStoreError(DocumentError):
    """The folder of the documents cannot be changed now. The message says what to do."""


class Document(BaseModel):
    """What is kept of a document beside its text.

    id: 128 random bits. state: the USPS code of the jurisdiction whose questions it may answer; None for all of them.
    url: where people find the document. owner: whose it is; empty for everybody on this machine.
    sha256: of the file that was added, which is not kept. dated: the day of the document itself, if that was told.
    passages: how many pieces it was cut into. characters: of its text.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    state: str | None
    url: str
    owner: str
    added: datetime
    sha256: str
    dated: date | None = None
    kind: Kind
    passages: int
    characters: int

    def visible(self, owner: str | None) -> bool:
        """Whether an owner may read it: their own and everybody's. None stands for whoever runs this machine."""
        return owner is None or self.owner in ("", owner)


class About(BaseModel):
    """What is told with a file: checked, and in the form in which it is kept."""

    model_config = ConfigDict(frozen=True)

    title: str
    state: str | None
    url: str
    dated: date | None = None


def about(title: str, state: str, url: str, dated: date | None = None) -> About:
    """Check what is told with a file.

    title: as it is named in answers. state: a USPS code, or US for every state. url: where people find the document.
    Raises DocumentError.

    >>> about("Intake hours", "az", "https://example.org/hours.pdf").state
    'AZ'
    """
    told = one_line(title)
    if not any(c.isalnum() for c in told):
        raise DocumentError("The document needs a title, which is shown in every answer that quotes it. Give one.")
    if len(told) > LONGEST_TITLE:
        raise DocumentError(f"The title has {len(told)} characters. Give one of at most {LONGEST_TITLE}.")
    code = state.strip().upper()
    if code != NATIONWIDE and code not in _codes():
        raise DocumentError(
            f"There is no state {state.strip()[:20]!r}. Give a two-letter code such as AZ, or US for every state."
        )
    return About(title=told, state=None if code == NATIONWIDE else code, url=_address(url), dated=dated)


def checked_id(document: str) -> str:
    """The id, if it has the form of one. Raises UnknownDocumentError: an id is a folder's name and nothing else."""
    if not _ID.fullmatch(document):
        raise UnknownDocumentError(_unknown(document))
    return document


def unknown(document: str) -> UnknownDocumentError:
    """The error for a document that is not there."""
    return UnknownDocumentError(_unknown(document))


def _unknown(document: str) -> str:
    shown = "".join(c for c in document[:40] if c.isalnum() or c in "-_")
    return f"There is no document {shown or 'of that id'} here. `shortfall documents list` shows those there are."


def _codes() -> frozenset[str]:
    return frozenset(str(state.abbr) for state in (*us.states.STATES, us.states.DC))


def _address(url: str) -> str:
    """Only a plain web address: it is shown as a link beside each quotation."""
    told = url.strip()
    wrong = DocumentError(
        "The address must be where people find the document, such as https://example.org/hours.pdf, "
        f"without a password in it and of at most {LONGEST_ADDRESS} characters."
    )
    if (
        not 0 < len(told) <= LONGEST_ADDRESS
        or not re.fullmatch(r"[!-~]+", told)
        or re.search(r"[<>\"'`\\{}|^\[\]()]", told)
    ):
        raise wrong
    try:
        parts = urlsplit(told)
        port = parts.port
    except ValueError:
        raise wrong from None
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or port == 0:
        raise wrong
    if not re.fullmatch(r"[A-Za-z0-9.-]+", parts.hostname):
        raise wrong
    return told
