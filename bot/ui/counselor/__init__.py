"""What a housing counselor wants beside the chat: why, from where, elsewhere, and many at once."""
