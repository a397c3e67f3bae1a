"""The language-model engine: a chat model that speaks over the same tools, and the checks that no draft of it escapes."""
