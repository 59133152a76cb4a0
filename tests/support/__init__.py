"""What the tests share. Nothing here asserts."""
