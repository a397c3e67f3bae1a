"""Questions with the sections that answer them; `python -m evals.sections` searches for those that were kept out."""
