"""What colleagues say: feedback and ideas, and what editors answer."""
