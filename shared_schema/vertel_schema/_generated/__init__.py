"""What `make generate` writes for Python. Import it from `vertel_schema.documents` and `vertel_schema.client`."""
