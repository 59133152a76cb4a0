"""The rules of Vertel in plain Python: a session as argument, no HTTP and no shapes on the wire."""
