"""What a crawl knows of addresses, and when each is to be visited again."""
