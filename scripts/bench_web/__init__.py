"""What searching and reading in the browser cost at 10,000 to 1,000,000 columns."""
