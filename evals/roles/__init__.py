"""Training of the reader of what each sum is: `python -m evals.roles`."""
