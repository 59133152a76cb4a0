"""Images: decoded and encoded anew; whose they are, and when they go."""
