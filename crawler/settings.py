"""Scrapy settings of the crawl; each that differs from Scrapy's default says why.

What an outlet or desk.toml decides (delay, contact) is no setting: the middlewares read it there.
"""

from importlib.metadata import version

from crawler.config.outlets import FLOOR

BOT_NAME = "foreign-desk"
SPIDER_MODULES = ["crawler.spiders"]

# -- Who we are ------------------------------------------------------------------------------------

# The contact is added by the middleware that sets the headers, once desk.toml is read.
USER_AGENT = f"foreign-desk/{version('foreign-desk')}"

# -- Politeness ------------------------------------------------------------------------------------

# One connection per host, and as many hosts at once as outlets are likely to be crawled together.
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_REQUESTS = 64
# Seconds, for every host that the throttle has not set otherwise; it sets less for loopback only.
DOWNLOAD_DELAY = FLOOR
# Scrapy varies delays by half: that would go under the floor and under a site's Crawl-delay.
DOWNLOAD_DELAY_JITTER = 0.0
# Scrapy's robots.txt middleware lets requests through that wait for the file; ours is in its place.
ROBOTSTXT_OBEY = False

# -- What comes back -------------------------------------------------------------------------------

HANDLER = "crawler.fetch.recording_handler.RecordingDownloadHandler"
DOWNLOAD_HANDLERS = {
    "http": HANDLER,
    "https": HANDLER,
    # A link to file:///etc/passwd is no column.
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
# The longest page known to us has 5 MB; 1 GiB (the default) has room for a decompression bomb.
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
# Seconds for a whole response stand in desk.toml; the headers middleware sets them.
DNS_TIMEOUT = 20
# Scrapy does not verify by default; an archive must know whom it heard.
DOWNLOAD_VERIFY_CERTIFICATES = True
# Captures are decoded once, capped, by the archive; Scrapy would advertise br and zstd, which WARC
# readers do not know. The headers middleware asks for gzip and deflate.
COMPRESSION_ENABLED = False

# Failures of the moment are tried again at once, the rest by the next crawl (see the frontier).
RETRY_TIMES = 2
# They are counted and named in the summary, so the log need not shout.
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"
# More is a loop; RFC 9309 asks for at least five for robots.txt.
REDIRECT_MAX_TIMES = 5

# -- What is known, due and done stands in the archive ---------------------------------------------

# JOBDIR loses requests when the process is killed; the frontier does not.
JOBDIR = None
# The frontier holds each address once; a filter in memory would hide a retried or moved one.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"

# -- What each request, answer and item passes -----------------------------------------------------

DOWNLOADER_MIDDLEWARES = {
    "crawler.fetch.middlewares.silence.SilenceMiddleware": 40,
    "crawler.fetch.middlewares.address_guard.AddressGuardMiddleware": 50,
    "crawler.fetch.middlewares.robots.RobotsMiddleware": 100,
    "crawler.fetch.middlewares.headers.HeadersMiddleware": 400,
    "crawler.fetch.middlewares.throttle.ThrottleMiddleware": 940,
    # Below redirect and retry: it stores each exchange before anything is made of it.
    "crawler.fetch.middlewares.capture.CaptureMiddleware": 950,
    # Ours stand in the place of these, or the crawl has no use for them.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": None,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    # A proxy from the environment would hide from the address guard whom we connect to.
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
}
# Every answer reaches the spider (a 404 is an outcome), and the frontier decides what is asked.
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    # No Referer is sent; redirects note that it is dropped, at a level below ours.
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
ITEM_PIPELINES = {
    "crawler.fetch.pipelines.SeparateColumn": 100,
    "crawler.fetch.pipelines.ArchiveColumn": 200,
}
# One at a time: what is kept and in which order must not depend on timing.
CONCURRENT_ITEMS = 1

# No outlet needs a session, and the cookie jar would fetch a list of public suffixes.
COOKIES_ENABLED = False
HTTPPROXY_ENABLED = False

# -- Nothing listens and nothing chatters ----------------------------------------------------------

# Both are ports on which anyone on the machine can run code in the crawl.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False
EXTENSIONS = {
    "crawler.fetch.process.SendsNoMore": 0,
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
    "scrapy.extensions.memdebug.MemoryDebugger": None,
    "scrapy.extensions.feedexport.FeedExporter": None,
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.spiderstate.SpiderState": None,
    "scrapy.extensions.throttle.AutoThrottle": None,
}
# The summary tells a crawl; under cron nothing is printed unless something needs attention.
LOG_LEVEL = "ERROR"
LOG_FORMATTER = "crawler.fetch.quiet_log.QuietFormatter"
STATS_DUMP = False
# It parses the source of every callback to warn of a mistake the type checker finds.
WARN_ON_GENERATOR_RETURN_VALUE = False
