"""A passage of an agency's own document, opened by its address."""

from bot.conversation.own import OWN
from bot.documents.model import DocumentError
from bot.documents.parts import document_of
from bot.retrieval.passage import Passage
from bot.settings import Settings


def own_document(passage_id: str, settings: Settings) -> list[Passage]:
    """The passage, if it is one of a document of everybody's on this machine; empty for any other id."""
    if not passage_id.startswith(OWN):
        return []
    from bot.documents.store import Store  # noqa: PLC0415 (NumPy, which few pages need)
    from bot.retrieval.embedder import shared_embedder  # noqa: PLC0415

    store = Store(settings.documents_dir, lambda: shared_embedder(settings.embedding_model))
    try:
        opened = store.opened(document_of(passage_id) or "")
    except DocumentError:
        return []
    if opened is None or not opened[0].visible(""):
        return []
    return [passage for passage in opened[1] if passage.id == passage_id]
