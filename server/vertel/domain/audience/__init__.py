"""For whom a suggestion is meant: how it is found by them, and how many they are."""
