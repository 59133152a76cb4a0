"""The server's own pages on which people sign in, and connect a browser or a terminal."""
