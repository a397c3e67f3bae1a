"""Evaluation: datasets, evaluators, targets, the runner and its report. See docs/evaluation.md."""
