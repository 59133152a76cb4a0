"""Which numbers are withheld because too few people stand behind them."""
