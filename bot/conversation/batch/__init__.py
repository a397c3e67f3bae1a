"""Many questions in, an answer or a problem for each out, from JSON lines or a spreadsheet's CSV."""

from bot.conversation.batch.answer import answer_rows, run_batch
from bot.conversation.batch.json_lines import json_rows
from bot.conversation.batch.model import BatchLine, Problem, Result, Row

__all__ = ["BatchLine", "Problem", "Result", "Row", "answer_rows", "json_rows", "run_batch"]
