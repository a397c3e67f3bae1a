"""What the tests of the language-model engine share."""

import pytest

# the variables of whoever runs the tests must neither open a model nor name a key
_VARIABLES = "OPENAI_API_KEY OPENAI_BASE_URL OPENAI_API_BASE ANTHROPIC_API_KEY GOOGLE_API_KEY MISTRAL_API_KEY".split()


@pytest.fixture(autouse=True)
def _no_models_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*_VARIABLES, *(f"SHORTFALL_MODEL{end}" for end in ("", "_BASE_URL", "_KEY", "_TIMEOUT", "_RETRIES"))):
        monkeypatch.delenv(name, raising=False)
