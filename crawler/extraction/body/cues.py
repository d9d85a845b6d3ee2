"""Words that recur in furniture, as bits; weighed by the body model, and deciding nothing alone.

They occur in columns as well, so nothing here is ever a reason by itself.
"""

import re
from functools import lru_cache
from typing import Final

CUE_GROUPS: Final = {
    "related": "related read more also see watch lesen auch lire aussi lea también leia leggi "
    "lees ook czytaj читайте также inne recommended popular trending latest next "
    "previous mehr plus suite ver mire weiterlesen continue artículos articles "
    "stories story posts beiträge relacionados similar ähnliche verwandte другие "
    "wideo zobacz video listen podcast",
    "promotion": "newsletter subscribe subscription subscribers subscriber sign signup inbox "
    "email e-mail app download free offer abonnieren abo abonnement suscríbete "
    "inscrivez-vous donate support membership member members join register login "
    "log patreon advertise shop buy advertisement anzeige publicidad publicité "
    "реклама reklama werbung sponsored promoted",
    "sharing": "share facebook twitter whatsapp instagram telegram linkedin pinterest follow "
    "teilen partager compartir condividi udostępnij поделиться tweet like print "
    "youtube reddit",
    "rights": "copyright © rights reserved derechos reservados droits réservés rechte "
    "vorbehalten permission disclaimer terms privacy policy cookies cookie "
    "responsible reproduced republished",
    "credit": "photo photos photograph foto fotos image images picture bild credit credits "
    "getty reuters afp ap dpa shutterstock illustration file фото zdjęcie fot "
    "courtesy imago quelle crédit crédits pictured caption pixabay unsplash",
    "author": "by von par por da author about writer editor reporter correspondent staff "
    "autor auteur author's contributing journalist contributor written opinions "
    "views текст автор",
    "dating": "published updated posted january february march april may june july august "
    "september october november december am pm uhr ago min minutes read publicado "
    "actualizado veröffentlicht aktualisiert publié дата jan feb mar apr jun jul "
    "aug sep oct nov dec januar februar mai juni juli oktober dezember enero "
    "febrero marzo abril mayo junio julio agosto octubre",
    "tags": "tags tag filed under topics categories category schlagworte themen etiquetas "
    "temas keywords source sources via original quelle fuente posted references "
    "footnotes notes",
    "comments": "comment comments reply replies kommentar kommentare commentaires comentarios "
    "leave respond discussion kommentieren antworten",
    "action": "click here tap home menu search skip back top load show view all print close "
    "cancel loading contact us your you our klicken hier cliquez ici clic aquí",
}
"""Words by what they hint at, in the languages of the pages they were seen on."""
CUES = {
    word: sum(1 << at for at, words in enumerate(CUE_GROUPS.values()) if word in words.split())
    for words in CUE_GROUPS.values()
    for word in words.split()
}
CUE_WORDS = 14
"""Words at the beginning of a piece that are looked up."""
LONGEST_START = 120
"""Characters those words are looked for in."""
WORD = re.compile(r"[^\W\d_][\w'’-]*|©")


def cues_of(text: str) -> tuple[int, int]:
    """Bits of what the first words of a piece hint at: those of all, and of the first alone."""
    return _cues_in(text[:LONGEST_START])


@lru_cache(maxsize=8192)
def _cues_in(start: str) -> tuple[int, int]:
    """The same for the beginning of a piece; those of furniture recur from page to page."""
    bits = first = 0
    for at, word in enumerate(WORD.findall(start)[:CUE_WORDS]):
        cue = CUES.get(word.lower())
        if cue:
            bits |= cue
            if not at:
                first = cue
    return bits, first
