"""Questions with the sections that answer them; `python -m evals.sections` trains on them and searches for those kept out."""
