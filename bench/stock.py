"""A stock LangChain + Chroma retrieval over the same passages with the same model, to compare with."""

from typing import Any

from langchain_core.documents import Document
from langchain_text_splitters import RecursiveCharacterTextSplitter

from bot.retrieval.embedder import Embedder
from bot.retrieval.search import Index
from bot.settings import get_settings
from evals.retrieval.systems import chroma_store


class StockRetrieval:
    """Recursive splitter, one dense vector a chunk, the five nearest."""

    def __init__(self, index: Index) -> None:
        texts = [Document(f"{p.title}\n{p.text}", metadata={"passage": p.id}) for p in index.passages()]
        chunks = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200).split_documents(texts)
        self._store = chroma_store(chunks, Embedder(get_settings().embedding_model), "stock")

    def search(self, question: str) -> list[Any]:
        """The five nearest chunks."""
        return self._store.similarity_search(question, k=5)
