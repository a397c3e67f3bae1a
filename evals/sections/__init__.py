"""Training of the search's expectation of sections: `python -m evals.sections`."""
