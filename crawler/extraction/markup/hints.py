"""What class and id names hint at, as bits; hints are weighed by the body model and decide nothing.

Whole words of names are looked up, so that "commentary" is no comment.
"""

import re
from functools import lru_cache

GROUPS = {
    "discussion": "comment comments commentlist respond reply replies disqus discussion forum "
    "kommentar kommentare commentaires comentarios commentcontent responses thread "
    "feedback",
    "sharing": "share sharing social socials sharedaddy addtoany addthis facebook twitter "
    "whatsapp like likes follow follows pinterest linkedin print tools actions "
    "action toolbar buttons sns",
    "related": "related recommended recommendations recommend more popular trending latest "
    "recent similar mostread also next prev previous recirc outbrain taboola teaser "
    "teasers card cards upsell relatedposts suggestions readmore moreon topstories "
    "carousel slider yarpp rp crp",
    "promotion": "promo promotion newsletter subscribe subscription signup banner cta ad ads "
    "advert advertisement advertorial sponsor sponsored donate donation membership "
    "offer optin mailchimp dfp gpt adsense werbung anzeige publicidad popup "
    "marketing affiliate product shop",
    "author": "author authors byline bio vcard avatar autor auteur writer contributor profile "
    "about aboutauthor authorbox authorinfo biography journalist",
    "dating": "date time published updated timestamp posted dateline modified datum fecha publish",
    "meta": "meta metadata postmeta info infos tag tags category categories breadcrumb "
    "breadcrumbs taxonomy kicker label keywords topics topic terms section "
    "sectionname rubrik eyebrow count views stats rating counter footnote footnotes "
    "source sources cat",
    "picture": "caption captions figure figcaption image images photo photos picture gallery "
    "media credit credits thumbnail thumb slideshow slide video player "
    "bildunterschrift legende embed wp-caption imagecaption lightbox attribution "
    "copyright bu",
    "navigation": "nav navigation menu navbar submenu sidebar widget widgets aside footer "
    "masthead pagination pager paging breadcrumbs search dropdown skip topbar rail "
    "colophon sitemap secondary bottom toc contents hamburger tabs tab branding "
    "logo side textwidget leftcol rightcol megamenu",
    "header": "header head heading headline title subtitle h1 titel titre overline",
    "text": "content article entry post story body text richtext prose paragraph "
    "articlebody storybody main hentry copy artikel articulo nota texto texte "
    "contenido inhalt page txt articletext postcontent entrycontent articlecontent "
    "maincontent wysiwyg cuerpo rte editor",
    "opening": "lead lede intro standfirst summary excerpt abstract dek deck subhead "
    "subheadline subtitle sapo chapo chapeau teasertext lead-text bajada entradilla "
    "vorspann sommaire ingress anleser description desc sumario introduction "
    "highlights",
    "overlay": "modal popup overlay dialog cookie cookies consent gdpr paywall login signin "
    "register account tooltip hidden hide lightbox notification alert notice "
    "message legal disclaimer privacy policy terms premium gated visually sr screen "
    "required copyright noprint",
    "quotation": "quote pullquote blockquote quotes pull zitat citation twitter tweet instagram "
    "highlight callout box infobox inset sidebarbox factbox info note",
}
"""Words of class and id names by what they hint at, in the languages of the pages they were seen
on; taken from what recurs on many hosts."""
NAMES = tuple(GROUPS)
BITS = {
    word: sum(1 << at for at, words in enumerate(GROUPS.values()) if word in words.split())
    for words in GROUPS.values()
    for word in words.split()
}
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|h1")


@lru_cache(maxsize=20_000)
def hints_of(names: str) -> int:
    """Bits of the groups that the words of class and id names belong to."""
    bits = 0
    for word in WORD.findall(names[:300]):
        bits |= BITS.get(word.lower(), 0)
    return bits
