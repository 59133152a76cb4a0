"""Events, the webhooks that subscribe to them, and their deliveries."""
