"""What is held about a person, how it is handed over and erased, and when it ends by itself."""
