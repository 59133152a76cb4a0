"""The database: engine, tables and their migrations, and what every query has in common."""
