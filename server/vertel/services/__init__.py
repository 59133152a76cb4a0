"""The rules of Vertel. Plain Python with a database session as argument: no HTTP, no JSON, no settings of their own."""
