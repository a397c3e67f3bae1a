"""Questions that ask for the rule or the sum, and others."""
