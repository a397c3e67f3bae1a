"""The brief of a case for a counselor's file: data first, then Markdown or PDF."""
