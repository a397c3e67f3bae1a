"""How well passages are found: queries with the passages that answer them, ways of searching, and their comparison."""
