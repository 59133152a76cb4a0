"""What is told to other programs, who hears of it, and which delivery is next."""
