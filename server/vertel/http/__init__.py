"""How HTTP is spoken here, once for all routes: errors, transactions, caching headers, repeated requests, the log."""
