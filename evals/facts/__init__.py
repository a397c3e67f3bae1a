"""How many of the facts that people tell in words of their own are read: `python -m evals.facts`."""
