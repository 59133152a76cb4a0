"""What the server answers, resource by resource, as it is made for a test."""
