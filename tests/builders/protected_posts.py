"""A WordPress post before and after it gets a password, with what themes print beside it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """What WordPress and a column say in one language."""

    title: str
    text: str
    protected: str
    """The title as WordPress prints it of a post with a password."""
    asks: str
    password: str
    heading: str
    """The heading of the recent comments."""


WORDINGS = {
    "en": Wording(
        "The table with three legs",
        "The two delegations met for the third time in the customs house above the harbour, and "
        "left by different doors without a statement.",
        "Protected: {}",
        "This content is password protected. To view it please enter your password below:",
        "Password:",
        "Recent Comments",
    ),
    "de": Wording(
        "Der Tisch mit drei Beinen",
        "Die beiden Delegationen trafen sich zum dritten Mal im Zollhaus über dem Hafen und gingen "
        "durch verschiedene Türen ohne eine Erklärung.",
        "Geschützt: {}",
        "Dieser Inhalt ist passwortgeschützt. Um ihn anzuschauen, gib bitte dein Passwort "
        "unten ein:",
        "Passwort:",
        "Neueste Kommentare",
    ),
    "fr": Wording(
        "La table à trois pieds",
        "Les deux délégations se sont vues pour la troisième fois dans la douane au-dessus du "
        "port, et sont parties par des portes différentes sans déclaration.",
        "Protégé\xa0: {}",
        "Ce contenu est protégé par un mot de passe. Pour le voir, veuillez saisir votre mot de "
        "passe ci-dessous\xa0:",
        "Mot de passe\xa0:",
        "Commentaires récents",
    ),
    "es": Wording(
        "La mesa de tres patas",
        "Las dos delegaciones se vieron por tercera vez en la aduana sobre el puerto, y salieron "
        "por puertas distintas sin una declaración.",
        "Protegido: {}",
        "Este contenido está protegido por contraseña. Para verlo introduce tu contraseña a "
        "continuación:",
        "Contraseña:",
        "Comentarios recientes",
    ),
    "ru": Wording(
        "Стол о трёх ногах",
        "Обе делегации в третий раз встретились в таможне над гаванью и разошлись через разные "
        "двери без совместного заявления.",
        "Защищено: {}",
        "Это содержимое защищено паролем. Для его просмотра введите, пожалуйста, пароль:",
        "Пароль:",
        "Свежие комментарии",
    ),
    "ko": Wording(
        "다리 셋 달린 탁자",
        "두 대표단은 항구 위의 세관 건물에서 세 번째로 만났고 공동 성명 없이 "
        "서로 다른 문으로 떠났다.",
        "보호된 글: {}",
        "이 콘텐츠는 비밀번호로 보호되어 있습니다. 이 콘텐츠를 보려면 아래에 비밀번호를 "
        "입력해주세요:",
        "비밀번호:",
        "최신 댓글",
    ),
    "ja": Wording(
        "三本脚の机",
        "両国の代表団は港の上の税関の建物で三度目の会談を行い、共同声明もなく別々の扉から去った。",
        "保護中: {}",
        "このコンテンツはパスワードで保護されています。閲覧するには以下にパスワードを入力して"
        "ください。",
        "パスワード:",
        "最近のコメント",
    ),
    "ar": Wording(
        "طاولة بثلاث أرجل",
        "التقى الوفدان للمرة الثالثة في مبنى الجمارك فوق الميناء وغادرا من بابين مختلفين دون بيان "
        "مشترك.",
        "محمي: {}",
        "هذا المحتوى محمي بكلمة مرور. لإظهار المحتوى يتعين عليك كتابة كلمة المرور في الأدنى:",
        "كلمة المرور:",
        "أحدث التعليقات",
    ),
}


def form(said: Wording) -> str:
    """WordPress's form in the place of a post's text."""
    return (
        '<form action="https://harbour.example/wp-login.php?action=postpass" '
        f'class="post-password-form" method="post"><p>{said.asks}</p><p><label for="pwbox-9">'
        f'{said.password} <input name="post_password" type="password" size="20"></label> '
        '<input type="submit" name="Submit" value="OK"></p></form>'
    )


def recent_comments(said: Wording) -> str:
    """The block of the newest comments on other posts, with excerpts and dates."""
    entries = "".join(
        '<li class="wp-block-latest-comments__comment"><article>'
        '<footer class="wp-block-latest-comments__comment-meta">'
        f'<span class="wp-block-latest-comments__comment-author">Bao {n}</span> – '
        f'<a class="wp-block-latest-comments__comment-link" href="/other-{n}/#comment-{n}">'
        f'{said.title} {n}</a><time datetime="2024-03-0{n}T10:00:00+00:00">0{n}.03.2024</time>'
        f'</footer><div class="wp-block-latest-comments__comment-excerpt"><p>{said.text}</p></div>'
        "</article></li>"
        for n in range(1, 6)
    )
    return (
        f'<h2>{said.heading}</h2><ol class="has-excerpts wp-block-latest-comments">{entries}</ol>'
    )


def related_posts(said: Wording) -> str:
    """Teasers of other posts, with excerpts."""
    return "".join(
        f'<article class="post hentry"><h3><a href="/other-{n}/">{said.title} {n}</a></h3>'
        f"<p>{said.text} {said.text}</p></article>"
        for n in range(1, 4)
    )


def author_box(said: Wording) -> str:
    """The author's portrait in some sentences."""
    return f'<div class="author-box"><h4>Ilse Marrow</h4><p>{" ".join([said.text] * 3)}</p></div>'


BESIDE = {
    "nothing": "",
    "recent comments": "<aside>{recent}</aside>",
    "related posts": '<section class="more">{related}</section>',
    "an author box": "{author}",
    "all of them": '{author}<section class="more">{related}</section><footer>{recent}</footer>',
}
"""What stands below the post, by name."""


def post(
    said: Wording, *, protected: bool, beside: str = "all of them", language: str = "en"
) -> str:
    """The post's page."""
    title = said.protected.format(said.title) if protected else said.title
    text = form(said) if protected else f"<p>{said.text}</p><p>{said.text}</p>"
    below = BESIDE[beside].format(
        recent=recent_comments(said), related=related_posts(said), author=author_box(said)
    )
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">'
        f'<title>{title}</title></head><body class="single"><main>'
        '<article class="post type-post hentry">'
        f'<header class="entry-header"><h1 class="entry-title">{title}</h1></header>'
        f'<div class="entry-content">{text}</div></article>{below}</main></body></html>'
    )
