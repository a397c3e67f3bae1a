"""An agency's own documents: taken in safely, kept apart from the reviewed corpus, and marked as not reviewed."""
