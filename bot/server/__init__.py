"""The HTTP service: the same answers for scripts and agencies, over the network."""
