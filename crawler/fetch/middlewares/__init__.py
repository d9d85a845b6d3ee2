"""What every request and response passes, one middleware each; their order is in the settings."""
