"""What stands between Scrapy and a crawl's session: handler, middlewares, pipelines."""
