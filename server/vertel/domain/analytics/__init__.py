"""What came of it: shares, clicks and applications, and the reports over them."""
