"""Words by which bylines are told: before names, beside names, and never in names.

Data for `names`. Each list has the languages of the pages it was met on; words are in lower case
and, where they are compared whole, without accents.
"""

import unicodedata


def _words(text: str) -> frozenset[str]:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return frozenset("".join(c for c in folded if not unicodedata.combining(c)).split())


BY_WORDS = "|".join(
    (
        "by|von|vom|par|por|di|da|de|door|av|af|od|przez|yazan|oleh|από|του|от|автор|авторы|текст",
        "text|texte|texto|testo|tekst|autor|autorin|autoren|autores|autora|autore|autori|auteurs?",
        "authors?|writer|words|verfasser|verfasst von|geschrieben von|veröffentlicht von",
        "written by|posted by|published by|submitted by|story by|words by|column by|opinion by",
        "analysis by|contributed by|report by|post author|escrito por|publicado por|redacción de",
        "rédigé par|publié par|écrit par|propos recueillis par|scritto da|pubblicato da|a cura di",
        "geschreven door|gepost door|opracował|opracowała|opracowanie|autorzy|napisał|napisała",
        "dal nostro|dalla nostra|van onze",
        "skrevet av|skriven av|kirjoittanut|опубликовал|написал|беседовал|беседовала|подготовил",
        "подготовила|بقلم|كتبت?|تقرير|作者|文|记者|記者|撰文|執筆|글|글쓴이",
    )
)
"""What stands right before a name, as alternatives of a pattern."""

LEAD_INS = "|".join(
    (
        "ein(?:e|em|er)?|der|une?|an?|una|gast|unse(?:r|rem|rer|ren)|notre|nos|nuestr[oa]s?|nostr[oa]",
        "our|its|kommentar|gastkommentar|gastbeitrag|kolumne|analyse|essay|interview|bericht",
        "reportage|artikel|leitartikel|beitrag|glosse|porträt|rezension|tribune|chronique",
        "éditorial|analysis|opinion|column|commentary|review|story|article|report|post|posted",
        "published|written|guest|special|to|columna|análisis|opinión|artículo|crónica|analisi",
        "intervista|korrespondent(?:en|in)?|redakteur(?:in)?|mitarbeiter(?:in)?|reporter(?:in)?",
        "autor(?:in)?|envoyée? spéciale?|correspondante?|corresponsal|corrispondente|inviato",
        "dal|dall[ao]|aufgezeichnet|protokolliert|nossa|nosso|correspondent|editor",
        "alles|alle|mehr|more|all|view|posts|articles|stories|artikel|beiträge|pressemitteilung",
        "this|was|erstellt|eingestellt|gepostet",
        "im wortlaut|tous|les|todos|los|artículos|tutti|gli|articoli|wszystkie|artykuły|все|статьи",
    )
)
"""What stands before a word for "by", or between it and the name: "Von unserem Korrespondenten"."""

OTHER_WORK = "|".join(
    (
        "photos?|fotos?|photograph(?:y|s|er|ed)|bild(?:er)?|illustrations?|grafik|video|graphics?",
        "images?|edited|editing|translat\\w+|übersetzt|übersetzung|traducción|traduction|traduzione",
        "fact.checked|medically|reviewed|approved|produced|produziert|additional reporting|hosted",
        "фото|перевод|사진|撮影|写真",
        "编辑|編輯|責編|責任編輯|责任编辑|zdjęcia",
    )
)
"""Beginnings of parts that name who photographed, edited or translated."""

WORDS_OF_NAMES = frozenset({"de", "da", "di", "do", "af", "av", "von"})
"""Words for "by" that also begin names, when one word follows: De Gaulle, Di Marco."""

ROLES = _words(
    """
    editor head lead senior junior assistant vice officer reviewer strategy managing founding
    contributing deputy associate executive engineer consultant strategist dietitian gardener
    copywriter redakteur redakteurin chefredakteur chefredakteurin reporter reporters
    correspondent korrespondent korrespondentin corresponsal correspondant correspondante
    corrispondente inviato envoyé envoyée spécial spéciale journalist journalistin journaliste
    periodista giornalista dziennikarz dziennikarka publicysta korespondent korespondentka
    columnist kolumnist kolumnistin columnista writer contributor author autor autorin autora
    auteur redaktor redaktør administrator admin moderator guest gast gastautor gastautorin
    invité invitado colaborador collaborateur anonymous anonym anonyme anónimo unknown unbekannt
    webmaster user professor director president founder cofounder ceo chief manager specialist
    analyst analystin fellow producer photographer fotograf photographe blogger freelance
    freelancer experte expertin expert muhabir muhabiri yazar verslaggever correspondente
    korrespondenten clinician корреспондент журналист журналистка редактор обозреватель
    обозревательница автор админ администратор спецкор 기자 특파원 논설위원 관리자
    記者 记者 编辑 編輯 編集委員 特派員 管理员 管理人
    """
)
"""Words that name a role or an office; what has one of them is no person's name."""

NOBODY = _words(
    """
    admin administrator webmaster unknown unbekannt anonymous anonym anonyme anónimo guest user
    moderator author autor autorin autora auteur автор админ администратор 관리자 管理员 管理人
    """
)
"""Accounts that stand for nobody."""

GROUPS = _words(
    """
    staff team desk board editors editorial newsroom newsdesk webteam office bureau services
    redaktion redaktionen onlineredaktion redakcja redacción redazione redação rédaction redactie
    toimitus correspondents contributors writers department corporation
    редакция 편집부 編集部
    """
)
"""Words that name the many who write together: with one of them a byline names no person."""

ORGANISATIONS = _words(
    """
    university universität université universidad institute institut instituto foundation stiftung
    association verband verein verlag group gruppe gmbh ag ltd inc llc llp corp company co kg
    hotels marketing agency agentur media press news network council committee ministry
    ministerium bank party partei union club center centre college school hospital magazine
    magazin zeitung pressestelle presseamt department solutions software consulting partners
    """
)
"""Words of what organisations are called."""

NOT_IN_NAMES = _words(
    """
    minute minutes hour hours ago read views view posts post all more updated published posted
    comments comment share follow subscribe newsletter newsletters subscribers photo photos
    getty images the and about contact home news blog latest click here login register website
    email copyright rights reserved advertisement sponsored facebook twitter bluesky mastodon
    instagram linkedin youtube mehr lesen kommentare artikel uhr aktualisiert stand leggi
    tempo lettura lire plus leer más ver anmelden registrieren sign create account profile
    опубликовано просмотров комментариев min mins sec seconds today yesterday monday tuesday
    wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag
    samstag sonntag january february july september october november december januar februar
    märz juli oktober dezember via with your you our we is are was in null none undefined nan
    wordpress by par por who why how what when this that these from full bio read our next
    previous cookie cookies privacy search menu skip member members list learn contents
    gift free best top guide review rss feed button close open archive archives archiv profil
    kontakt impressum
    """
)
"""Words that no name has: of dates, counters and calls to act."""

NOT_ALONE = _words(
    """
    mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep sept oct nov dec mo di mi do
    fr sa so news en de es it ru pl pt nl tr am pm cet est gmt utc blog the a an
    """
)
"""Words that are no name when they stand alone: short for days, months and languages."""

AGENCIES = frozenset(
    "|".join(
        (
            "reuters|afp|ap|associated press|the associated press|dpa|apa|sda|epd|kna|sid|afx|ansa",
            "agi|adnkronos|efe|europa press|lusa|pap|tass|тасс|itar-tass|ria|ria novosti",
            "риа новости|интерфакс|interfax|xinhua|新华社|新华网|yonhap|연합뉴스|뉴시스",
            "kcna|조선중앙통신",
            "kyodo|共同通信|時事通信|jiji|ani|pti|ians|belga|anp|ritzau|ntb|tt|stt|mti|ctk|tasr",
            "agerpres|ukrinform|укринформ|upi|bloomberg|dow jones|agence france-presse|agencia efe",
            "agencias|agenturen|agences|agenzie|agencies|canadian press|the canadian press|aap|pa",
            "pa media|press association|prensa latina|irna|sana|anadolu|aa|kathpress",
        )
    ).split("|")
)
"""News agencies, as bylines abbreviate them."""

PARTICLES = frozenset(
    "von van der den de del della di da dos das do du le la el al bin ibn ben bint zu zum zur af "
    "av ter ten y e i und abu abd ul ur st. mac dem 't".split()
)
"""Words in names that begin with a small letter."""

DEGREES = frozenset(
    "phd ph.d md m.d mph ms m.s rd rdn ldn cpa mba jr sr esq ma m.a ba b.a msc bsc rn np dds dvm "
    "cscs fand mps msw lcsw edd jd j.d pa-c do facp faap facs msn frcs mrcp cfp cfa dphil mphil "
    "llm llb dipl ing mpp bs cdces cdn psp cpp vmd dacvb lvt".split()
)
