"""An embedder without a model: a text's vector counts its words, so that texts with common words are near each other."""

import hashlib
import math
import re

from langchain_core.embeddings import Embeddings

SIZE = 64


class FakeEmbedder(Embeddings):
    """Deterministic vectors. `embedded` lists every text that was embedded, in order."""

    def __init__(self, model: str = "fake") -> None:
        self.model_hash = hashlib.sha256(model.encode()).hexdigest()
        self.embedded: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.embedded += texts
        return [self._vector(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self._vector(text)

    @staticmethod
    def _vector(text: str) -> list[float]:
        counts = [0.01] * SIZE
        for word in re.findall(r"\w+", text.lower()):
            counts[hashlib.sha256(word.encode()).digest()[0] % SIZE] += 1.0
        length = math.sqrt(sum(x * x for x in counts))
        return [x / length for x in counts]
