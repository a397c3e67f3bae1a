"""Who may use the service, how often, and what a request may look like."""
