"""Training of the reader of what a question means: `python -m evals.meaning`."""
