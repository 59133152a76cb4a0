"""The HTTP API, one short file per resource: who may call (the permission table), schema in, service, schema out."""
