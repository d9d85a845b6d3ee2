"""The spiders Scrapy finds by name; there is one."""
