"""The review page: people decide here, on loopback, and every choice goes to the log."""
