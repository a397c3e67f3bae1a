"""Training of the reader that tells whether a question asks for the rule or the sum: `python -m evals.asked`."""
