"""The clients of both languages, written from the OpenAPI document by `make generate`."""
