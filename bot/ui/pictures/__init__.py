"""Pictures of a case: how the amount comes about, what is when, the states side by side, and what another price would change."""
