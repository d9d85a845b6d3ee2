"""Comment widgets that a script fills: which one a page has, and the id of its thread.

Their comments are not in the page as served. What is left there is a place, a script, now and then
a sentence that asks for JavaScript.
"""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from crawler.extraction.markup.page import Claim, Element

_BY_NAME = {
    "disqus": "disqus_thread disqus-thread disqus_recommendations",
    "coral": "coral_thread coral-thread coral-count",
    "openweb": "spot-im spotim-conversation openweb-conversation",
    "viafoura": "viafoura",
    "facebook": "fb-comments",
    "cusdis": "cusdis_thread",
    "commento": "commento",
    "isso": "isso-thread",
    "remark42": "remark42 remark42__counter remark42__last-comments",
    "discourse": "discourse-comments",
    "livefyre": "livefyre livefyrecontainer livefyre-comments",
    "utterances": "utterances giscus",
    "livere": "lv-container",
    "changyan": "sohucs",
    "hypercomments": "hypercomments_widget",
    "cackle": "mc-container",
    "vk": "vk_comments",
    "vuukle": "vuukle-comments vuukle-emote vuuklecomments vuukle-powerbar",
    "vanilla": "vanilla-comments",
    "jetpack": "jetpack_remote_comment",
    "verbum": "comment-form__verbum",
    "intensedebate": "idc-container idc-comment-wrap-js idc-loading-comments idc-unavailable",
}
WIDGET_NAMES = {name: widget for widget, names in _BY_NAME.items() for name in names.split()}
"""Ids and class names (lower case) to the widget they belong to."""
WIDGET_TAGS = {
    "vf-conversations": "viafoura",
    "vf-conversations-count": "viafoura",
    "vf-tray": "viafoura",
    "vf-tray-trigger": "viafoura",
    "hyvor-talk-comments": "hyvor",
    "hyvor-talk-comment-count": "hyvor",
}
_SCRIPTS = {
    "disqus": re.compile(r"//([\w-]+)\.disqus\.com/(?:embed|count)\.js"),
    "coral": re.compile(r"Coral\.createStreamEmbed|coral[\w.-]*/assets/js/embed\.js"),
    "openweb": re.compile(r"(?:launcher|recirculation)\.spot\.im/spot/(\w+)"),
    "viafoura": re.compile(r"/vf-v2\.js"),
    "hyvor": re.compile(r"talk\.hyvor\.com/embed"),
    "discourse": re.compile(r"DiscourseEmbed"),
    "guardian": re.compile(r"discussion\.theguardian\.com"),
    "utterances": re.compile(r"utteranc\.es/client|giscus\.app/client"),
    "remark42": re.compile(r"\bremark_config\b"),
    "cackle": re.compile(r"cackle\.me/widget\.js"),
    "changyan": re.compile(r"changyan\.(?:sohu|itc)\.c"),
    "hypercomments": re.compile(r"hypercomments\.com/|_hcwp\b"),
}
"""What a widget's script says in its address or text; a group is the site's name there."""
_THREAD_ATTRIBUTES = (
    "data-post-id data-conversation-id data-coral-url data-href data-page-id page-id "
    "vf-container-id data-isso-id data-uid sid data-url data-disqus-identifier data-identifier "
    "issue-term data-term data-thread-id"
).split()
_JETPACK_POST = re.compile(r"jetpack-comment/\?.*\bpostid=(\d+)")
_THREAD_SCRIPTS = {
    "disqus": (
        re.compile(r"disqus_identifier\s*[=:]\s*[\"']([^\"'<>]{1,200})"),
        re.compile(r"page\.identifier\s*=\s*[\"']([^\"'<>]{1,200})"),
        re.compile(r"\"disqusIdentifier\"\s*:\s*\"([^\"<>]{1,200})"),
        re.compile(r"disqus_url\s*[=:]\s*[\"']([^\"'<>]{1,300})"),
        re.compile(r"page\.url\s*=\s*[\"']([^\"'<>]{1,300})"),
    ),
    "coral": (re.compile(r"story(?:URL|ID)\s*:\s*[\"']([^\"'<>]{1,300})"),),
    "discourse": (
        re.compile(r"topicId\s*:\s*[\"']?(\d+)"),
        re.compile(r"discourseEmbedUrl\s*:\s*[\"']([^\"'<>]{1,300})"),
    ),
    "remark42": (
        re.compile(r"remark_config\s*=\s*\{[^}]{0,400}?\burl\s*:\s*[\"']([^\"'<>]{1,300})"),
    ),
    "livefyre": (re.compile(r"articleId[\"']?\s*[:=]\s*[\"']([^\"'<>]{1,200})"),),
    "vuukle": (re.compile(r"articleId[\"']?\s*[:=]\s*[\"']([^\"'<>]{1,200})"),),
    "hypercomments": (re.compile(r"widget_id\s*:\s*(\d+)"),),
    "cackle": (re.compile(r"\bid\s*:\s*[\"']?(\d+)"),),
    "vk": (re.compile(r"page_id\s*:\s*[\"']?(\d+)"),),
    "livere": (re.compile(r"refer\s*[:=]\s*[\"']([^\"'<>]{1,200})"),),
    "vanilla": (re.compile(r"vanilla_identifier\s*=\s*[\"']([^\"'<>]{1,200})"),),
    "guardian": (re.compile(r"discussion/p/(\w+)"),),
}
_ADDRESSED = frozenset(("commento", "isso", "remark42", "utterances", "vk"))
"""Widgets whose thread is the page's path, where the page names no other."""
_SCRIPT_ONLY = ("guardian", "openweb", "coral", "viafoura", "hyvor", "utterances")
"""Widgets that may have no element of a known name: their script stands for them."""
LONGEST_SCRIPT = 20_000
"""Characters of an inline script that are searched for a thread's id."""


def find_widgets(
    places: Sequence[Element], scripts: Sequence[Element], url: str
) -> tuple[Claim, ...]:
    """The page's client-side discussions, each named with the id of its thread.

    `places` are the elements whose id, class or tag is a widget's, `url` is the page's address.
    """
    path = urlsplit(url).path
    texts: list[tuple[Element, str]] = []
    if places:
        texts = [(script, _said_by(script)) for script in scripts]
    else:
        sources = [(script, script.get("src") or "") for script in scripts]
        texts = [(script, source) for script, source in sources if source]
    claims: list[Claim] = []
    seen: set[str] = set()
    for place in places:
        widget = _widget_of(place)
        thread = _thread_of(place) or _thread_in(widget, (text for _, text in texts))
        thread = thread or (path if widget in _ADDRESSED else None)
        claims.append(Claim(place, "comment-widget", _rule(widget, thread)))
        seen.add(widget)
    for script, text in texts:
        for widget in _SCRIPT_ONLY:
            if widget not in seen and _SCRIPTS[widget].search(text):
                place = _attribute_place(script, widget)
                thread = _thread_of(place) or _thread_in(widget, (_said_by(s) for s in scripts))
                claims.append(Claim(place, "comment-widget", _rule(widget, thread)))
                seen.add(widget)
    return tuple(claims)


def _rule(widget: str, thread: str | None) -> str:
    return f"{widget}: thread {thread}" if thread else f"{widget}: no thread id"


def _widget_of(place: Element) -> str:
    tag = str(place.tag)
    if tag in WIDGET_TAGS:
        return WIDGET_TAGS[tag]
    names = [place.get("id") or "", *(place.get("class") or "").split()]
    return next(WIDGET_NAMES[name.lower()] for name in names if name.lower() in WIDGET_NAMES)


def _thread_of(place: Element) -> str | None:
    named = next((value for name in _THREAD_ATTRIBUTES if (value := place.get(name))), None)
    if named is None and (found := _JETPACK_POST.search(place.get("src") or "")):
        return found[1]
    return named


def _attribute_place(script: Element, widget: str) -> Element:
    """The element that a script will fill, known by an attribute alone; else the script."""
    if widget == "openweb":
        root = script.getroottree().getroot()
        for element in root.iter("div", "section"):
            if (
                element.get("data-spotim-module") or element.get("data-spotim-app")
            ) == "conversation":
                return element
            if element.get("data-conversation-id") is not None:
                return element
    return script


def _thread_in(widget: str, texts: Iterable[str]) -> str | None:
    """The thread's id as the page's scripts give it, else the site's name with the service."""
    patterns = _THREAD_SCRIPTS.get(widget, ())
    site = None
    for text in texts:
        for pattern in patterns:
            if found := pattern.search(text):
                return found[1]
        if site is None and widget in _SCRIPTS and (found := _SCRIPTS[widget].search(text)):
            site = found[1] if found.re.groups else None
    return site


def _said_by(script: Element) -> str:
    return script.get("src") or (script.text or "")[:LONGEST_SCRIPT]
