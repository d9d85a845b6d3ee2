# ruff: noqa: E501  (a phrase stays on one line)
"""What comment widgets and share buttons say around a column, in nine languages and a few more.

Data, and the functions that look lines up in it. A phrase is weak evidence: whether a line that
equals one is furniture is decided where it stands (`furniture`, `flattened`), never here.

The strings are what WordPress, Jetpack, WordPress.com, Blogger and Disqus show to readers. Wording
drifts between releases, so several variants of one string are normal. `%` stands for a short run of
anything. A line that starts with `~` is also an ordinary line of a column ("Related", "Name"): it
needs company to be called furniture.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

LANGUAGES = ("en", "de", "fr", "es", "ru", "ko", "ja", "zh", "ar")
"""The languages in which the whole furniture of a WordPress page is known here."""

PHRASES: dict[str, dict[str, str]] = {
    "comment-form": {
        "en": """
            Leave a Reply
            Leave a Reply to %
            Leave a reply. (log in optional)
            Leave a comment. (log in optional)
            Leave a Comment
            Post a Comment
            Add a comment
            Write a comment...
            ~Join the conversation
            Want to join the discussion?
            ~Feel free to contribute!
            Submit a Comment
            Speak Your Mind
            Comment on this post
            Reply to this post
            Cancel reply
            Click here to cancel reply
            Post Comment
            Posting Comment...
            Submitting Comment%
            Loading your comment...
            Loading Comments...
            Enter your comment here...
            Your email address will not be published
            Your email address will not be published. Required fields are marked %
            Your email is never published nor shared. Required fields are marked %
            Required fields are marked %
            Save my name, email, and website in this browser for the next time I comment
            Save my name, email, site URL in my browser for next time I post a comment
            Email (Address never made public)
            Email (required) (Address never made public)
            (Address never made public)
            Name (required)
            Mail (will not be published) (required)
            Email (required)
            You are commenting using your % account
            You are commenting using your account
            Log Out / Change
            ~Connecting to %
            Logging In...
            ~% picture
            ~% photo
            ~% logo
            Please log in using one of these methods to post your comment
            This site uses Akismet to reduce spam
            This site uses Akismet to reduce spam. Learn how your comment data is processed
            Learn how your comment data is processed
            You may use these HTML tags and attributes%
            You can use these HTML tags and attributes%
            Comments are closed
            Comments are closed for this post
            Comments are now closed
            Comments for this thread are now closed
            Your comment is awaiting moderation
            Please enable JavaScript to view the comments powered by Disqus
            Comments powered by Disqus
            Blog comments powered by Disqus
            Comments powered by Cusdis
            Subscribe to comments
            ~Comment
            ~Comments
            ~Reply
            ~Reply to %
            ~Name
            ~Email
            ~E-mail
            ~Website
            ~Guest
            ~Cancel
            ~Change
            ~Required
            ~(required)
            ~Submit
            ~Submit Comment
            ~Discussion
            ~Report abuse
        """,
        "de": """
            Schreibe einen Kommentar
            Schreibe einen Kommentar zu %
            Schreiben Sie einen Kommentar
            Kommentar verfassen
            Kommentar hinterlassen
            Kommentar schreiben
            Einen Kommentar schreiben
            Hinterlasse eine Antwort
            Hinterlasse einen Kommentar
            Antworten abbrechen
            Antwort abbrechen
            Kommentar abschicken
            Kommentar absenden
            Kommentar veröffentlichen
            Kommentar % absenden
            Verfasse einen Kommentar...
            Gib hier deinen Kommentar ein ...
            Lade Kommentare...
            Deine E-Mail-Adresse wird nicht veröffentlicht
            Ihre E-Mail-Adresse wird nicht veröffentlicht
            Deine E-Mail-Adresse wird nicht veröffentlicht. Erforderliche Felder sind mit % markiert
            Erforderliche Felder sind mit % markiert
            Meinen Namen, E-Mail und Website in diesem Browser speichern, bis ich wieder kommentiere
            Meinen Namen, meine E-Mail-Adresse und meine Website in diesem Browser für die nächste Kommentierung speichern
            Du kommentierst mit deinem %-Konto
            Du kommentierst mit Deinem Konto
            Du kommentierst mit %
            Abmelden / Ändern
            ~Verbinde mit %
            E-Mail (Adresse wird niemals veröffentlicht)
            (Adresse wird niemals veröffentlicht)
            Kommentare sind geschlossen
            Dein Kommentar wartet auf Freischaltung
            Kommentarformular
            ~%-Logo
            ~%-Bild
            ~%-Foto
            ~Kommentar
            ~Kommentare
            ~Antworten
            ~Antworte auf %
            ~E-Mail
            ~E-Mail-Adresse
            ~Webseite
            ~Gast
            ~Abbrechen
            ~Ändern
            ~erforderlich
            ~(erforderlich)
        """,
        "fr": """
            Laisser un commentaire
            Laissez un commentaire
            Poster un commentaire
            Ajouter un commentaire
            ~Votre commentaire
            Annuler la réponse
            Écrire un commentaire...
            Entrez votre commentaire...
            Envoi du commentaire%
            Publication d'un commentaire...
            Chargement des commentaires...
            Votre adresse e-mail ne sera pas publiée
            Votre adresse de messagerie ne sera pas publiée
            Votre adresse e-mail ne sera pas publiée. Les champs obligatoires sont indiqués avec %
            Votre adresse de messagerie ne sera pas publiée. Les champs obligatoires sont indiqués avec %
            Les champs obligatoires sont indiqués avec %
            Enregistrer mon nom, mon e-mail et mon site dans le navigateur pour mon prochain commentaire
            Enregistrer mon nom, mon e-mail et mon site web dans le navigateur pour mon prochain commentaire
            Vous commentez à l'aide de votre compte %
            Vous commentez à l'aide de votre compte
            Déconnexion / Changer
            Se déconnecter / Changer
            ~Connexion à %
            (L'adresse ne sera pas rendue publique)
            E-mail (L'adresse ne sera pas rendue publique)
            Les commentaires sont fermés
            Votre commentaire est en attente de modération
            Formulaire de commentaire
            ~Logo %
            ~Image %
            ~Photo %
            ~Commentaire
            ~Commentaires
            ~Répondre
            ~Répondre à %
            ~Nom
            ~Site web
            ~Adresse e-mail
            ~Invité
            ~Annuler
            ~Changer
            ~(obligatoire)
        """,
        "es": """
            Deja un comentario
            Dejar un comentario
            Deja una respuesta
            Deja tu comentario
            ~Responder a %
            Cancelar respuesta
            Cancelar la respuesta
            Publicar comentario
            Publicar el comentario
            Publicando comentario...
            Enviando comentario%
            Escribe un comentario...
            Introduce aquí tu comentario...
            Cargando comentarios...
            Tu dirección de correo electrónico no será publicada
            Tu dirección de correo electrónico no será publicada. Los campos obligatorios están marcados con %
            Los campos obligatorios están marcados con %
            Los campos necesarios están marcados %
            Guarda mi nombre, correo electrónico y web en este navegador para la próxima vez que comente
            Estás comentando usando tu cuenta de %
            Estás comentando usando tu cuenta
            Cerrar sesión / Cambiar
            Salir / Cambiar
            ~Conectando a %
            (La dirección no se hará pública)
            Correo electrónico (La dirección no se hará pública)
            Los comentarios están cerrados
            Tu comentario está pendiente de moderación
            Formulario de comentarios
            ~Logo de %
            ~Imagen de %
            ~Foto de %
            ~Comentario
            ~Comentarios
            ~Responder
            ~Nombre
            ~Correo electrónico
            ~Web
            ~Invitado
            ~Cancelar
            ~Cambiar
            ~(requerido)
        """,
        "ru": """
            Добавить комментарий
            Добавить комментарий для %
            Оставить комментарий
            Оставьте комментарий
            Отменить ответ
            Отправить комментарий
            Отправка комментария%
            Опубликовать комментарий...
            Загружаются Комментарии...
            Введите свой комментарий...
            Ваш e-mail не будет опубликован
            Ваш адрес email не будет опубликован
            Ваш e-mail не будет опубликован. Обязательные поля помечены %
            Ваш адрес email не будет опубликован. Обязательные поля помечены %
            Обязательные поля помечены %
            Сохранить моё имя, email и адрес сайта в этом браузере для последующих моих комментариев
            Для комментария используется ваша учётная запись %
            Для комментария используется ваша учётная запись
            Выход / Изменить
            ~Подключение к %
            (адрес никогда не будет опубликован)
            E-mail (адрес никогда не будет опубликован)
            Обсуждение закрыто
            Комментарии закрыты
            Ваш комментарий ожидает проверки
            Форма комментариев
            ~Логотип %
            ~Фотография %
            ~Комментарий
            ~Комментарии
            ~Комментарий к записи %
            ~Ответить
            ~Имя
            ~Сайт
            ~Гость
            ~Отмена
            ~Изменить
            ~(обязательно)
        """,
        "ko": """
            답글 남기기
            댓글 남기기
            % 에 답글 남기기
            %에 답글 남기기
            응답 취소
            답글 취소
            댓글 달기
            댓글 달기...
            댓글 % 제출중
            댓글 로드중...
            여기에 댓글을 입력하세요...
            이메일은 공개되지 않습니다
            이메일 주소는 공개되지 않습니다
            이메일은 공개되지 않습니다. 필수 입력창은 % 로 표시되어 있습니다
            이메일 주소는 공개되지 않습니다. 필수 필드는 %로 표시됩니다
            필수 입력창은 % 로 표시되어 있습니다
            필수 필드는 %로 표시됩니다
            다음 번 댓글 작성을 위해 이 브라우저에 이름, 이메일, 그리고 웹사이트를 저장합니다
            %의 계정을 사용하여 댓글을 남깁니다
            계정을 사용하여 댓글을 남깁니다
            로그아웃 / 변경
            ~%에 연결하는 중
            (주소는 공개되지 않습니다)
            이메일 (주소는 공개되지 않습니다)
            댓글이 닫혀있습니다
            댓글이 닫혔습니다
            입력한 댓글이 검토를 기다리고 있습니다
            댓글 양식
            ~% 로고
            ~% 사진
            ~댓글
            ~응답
            ~답글
            ~%에 답글 달기
            ~이름
            ~이메일
            ~웹사이트
            ~손님
            ~취소
            ~변경
            ~(필수)
        """,
        "ja": """
            コメントを残す
            コメントする
            コメントを投稿
            コメントをどうぞ
            % にコメントする
            % に返信する
            コメントをキャンセル
            返信をキャンセル
            返信をキャンセルする
            コメントを送信
            コメントを送信%
            コメントを読み込み中...
            ここにコメントを入力してください
            メールアドレスが公開されることはありません
            メールアドレスが公開されることはありません。 % が付いている欄は必須項目です
            % が付いている欄は必須項目です
            次回のコメントで使用するためブラウザーに自分の名前、メールアドレス、サイトを保存する
            % アカウントを使ってコメントしています
            アカウントを使ってコメントしています
            ログアウト / 変更
            ~% と連携中
            (メールアドレスが公開されることはありません)
            メールアドレス (メールアドレスが公開されることはありません)
            コメントは受け付けていません
            あなたのコメントは承認待ちです
            コメントフォーム
            ~% ロゴ
            ~% アイコン
            ~% 画像
            ~コメント
            ~返信
            ~% に返信
            ~名前
            ~メール
            ~メールアドレス
            ~サイト
            ~ウェブサイト
            ~ゲスト
            ~キャンセル
            ~変更
            ~(必須)
        """,
        "zh": """
            发表评论
            发表回复
            留下评论
            發表迴響
            發佈留言
            向%进行回复
            回复给%
            取消回复
            取消回覆
            正在提交评论%
            正在加载评论...
            撰写评论...
            在此输入您的评论...
            电子邮件地址不会被公开
            您的电子邮箱地址不会被公开
            您的邮箱地址不会被公开
            电子邮件地址不会被公开。 必填项已用%标注
            您的邮箱地址不会被公开。 必填项已用 % 标注
            发布者的电子邮件地址不会被公开
            必填项已用%标注
            在此浏览器中保存我的显示名称、邮箱地址和网站地址，以便下次评论时使用
            您正在使用您的 % 账号评论
            您正在使用您的 % 帐户评论
            您正在使用您的账号评论
            注销 / 更改
            登出 / 更改
            ~正在连接到 %
            (地址永远不会公开)
            电子邮件 (地址永远不会公开)
            评论已关闭
            您的评论正在等待审核
            评论表单
            ~% 徽标
            ~% 图像
            ~评论
            ~回复
            ~姓名
            ~电子邮件
            ~站点
            ~网站
            ~访客
            ~取消
            ~更改
            ~(必填)
        """,
        "ar": """
            أضف تعليقاً
            أضف تعليقا
            اترك تعليقاً
            اترك رد
            اترك رداً
            اترك رداً على %
            اكتب تعليقُا
            اكتب تعليقاً...
            إلغاء الرد
            إرســال التعليق
            إرسال التعليق
            إرسال التعليق%
            تحميل التعليقات...
            أدخل تعليقك هنا...
            لن يتم نشر عنوان بريدك الإلكتروني
            لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ %
            الحقول الإلزامية مشار إليها بـ %
            احفظ اسمي، بريدي الإلكتروني، والموقع الإلكتروني في هذا المتصفح لاستخدامها المرة المقبلة في تعليقي
            أنت تعلق بإستخدام حساب %
            أنت تعلق بإستخدام حسابك
            تسجيل خروج / تغيير
            ~جاري الاتصال بـ %
            (البريد الإلكتروني لن يتم نشره)
            التعليقات مغلقة
            تعليقك في انتظار المراجعة
            نموذج التعليقات
            ~شعار %
            ~صورة %
            ~التعليق
            ~التعليقات
            ~رد
            ~رد على %
            ~الاسم
            ~البريد الإلكتروني
            ~الموقع الإلكتروني
            ~الموقع
            ~إلغاء
            ~تغيير
            ~(مطلوب)
        """,
        "other": """
            Deixe um comentário
            Deixe uma resposta
            Cancelar resposta
            O seu endereço de e-mail não será publicado
            O seu endereço de email não será publicado
            Lascia un commento
            Annulla risposta
            Il tuo indirizzo email non sarà pubblicato
            Geef een reactie
            Laat een reactie achter
            Reactie annuleren
            Je e-mailadres wordt niet gepubliceerd
            Dodaj komentarz
            Anuluj pisanie odpowiedzi
            Twój adres e-mail nie zostanie opublikowany
            Lämna ett svar
            Skriv en kommentar
            Bir yanıt yazın
        """,
    },
    "login-prompt": {
        "en": """
            Fill in your details below or click an icon to log in
            You must be logged in to post a comment
            You must be logged in to post a comment Login
            You must log in to post a comment
            You need to be logged in to post a comment
            Log in to leave a comment
            Log in to leave a reply
            Log in or provide your name and email to leave a reply
            Log in or provide your name and email to leave a comment
            Log in to Reply
            Log in to comment
            Sign in to comment
            Logged in as %
            Logged in via %
            Login to comment
            ~Log in
            ~Log out
            ~Sign in
        """,
        "de": """
            Trage deine Daten unten ein oder klicke ein Icon um dich einzuloggen
            Du musst angemeldet sein, um einen Kommentar abzugeben
            Du musst angemeldet sein, um einen Kommentar verfassen zu können
            Melde dich an, um einen Kommentar zu schreiben
            Zum Antworten anmelden
            Angemeldet als %
            ~Anmelden
            ~Abmelden
        """,
        "fr": """
            Entrez vos coordonnées ci-dessous ou cliquez sur une icône pour vous connecter
            Vous devez vous connecter pour publier un commentaire
            Vous devez être connecté pour publier un commentaire
            Connectez-vous pour laisser un commentaire
            Connectez-vous pour répondre
            Connecté en tant que %
            ~Se connecter
            ~Se déconnecter
        """,
        "es": """
            Introduce tus datos o haz clic en un icono para iniciar sesión
            Disculpa, debes iniciar sesión para escribir un comentario
            Debes estar conectado para publicar un comentario
            Lo siento, debes estar conectado para publicar un comentario
            Inicia sesión para dejar un comentario
            Inicia sesión para responder
            Conectado como %
            ~Iniciar sesión
            ~Cerrar sesión
        """,
        "ru": """
            Заполните поля или щелкните по значку, чтобы оставить свой комментарий
            Для отправки комментария вам необходимо авторизоваться
            Войдите, чтобы добавить комментарий
            Войдите, чтобы ответить
            Чтобы оставить комментарий, нужно войти
            Вы вошли как %
            ~Войти
            ~Выйти
        """,
        "ko": """
            아래 항목을 채우거나 오른쪽 아이콘 중 하나를 클릭하여 로그 인 하세요
            아래 항목을 채우거나 아이콘을 클릭하여 로그인하세요
            로그인을 해야 댓글을 남길 수 있습니다
            댓글을 달기 위해서는 로그인해야합니다
            댓글 남기기 위해 로그인하기
            답글을 달기 위해 로그인
            ~로그인
            ~로그아웃
        """,
        "ja": """
            以下に詳細を記入するか、アイコンをクリックしてログインしてください
            コメントを投稿するにはログインしてください
            コメントを残すにはログインしてください
            ログインしてコメントする
            ログインして返信する
            ~ログイン
            ~ログアウト
        """,
        "zh": """
            在下面填写您的详细信息或单击图标登录
            要发表评论，您必须先登录
            要发表评论，您必须先登录。
            登录以发表评论
            登录以回复
            登录后才能评论
            ~登录
            ~注销
        """,
        "ar": """
            إملأ الحقول أدناه بالمعلومات المناسبة أو إضغط على إحدى الأيقونات لتسجيل الدخول
            يجب أنت تكون مسجل الدخول لتضيف تعليقاً
            يجب أن تكون مسجل الدخول لتضيف تعليقاً
            عليك أن تسجل الدخول حتى تتمكن من كتابة تعليق
            قم بتسجيل الدخول للرد
            ~تسجيل الدخول
            ~تسجيل الخروج
        """,
    },
    "share": {
        "en": """
            Share this
            Click to share on %
            Click to email this to a friend
            Click to email a link to a friend
            Click to print
            Share on %
            Share this article
            Share this post
            Share via %
            ~Share
            ~Tweet
            ~Print
            ~Facebook
            ~Twitter
            ~X
            ~LinkedIn
            ~Reddit
            ~Pinterest
            ~Tumblr
            ~WhatsApp
            ~Telegram
            ~Pocket
            ~More
            ~Google
            ~WordPress.com
            ~(Opens in new window)
            Click to share on % (Opens in new window)
            Click to print (Opens in new window)
            Click to email a link to a friend (Opens in new window)
        """,
        "de": """
            Teilen mit
            Sharen mit
            Zum Teilen auf % klicken
            Klick, um % zu teilen
            Klick, um dies einem Freund per E-Mail zu senden
            Klicken zum Ausdrucken
            ~(Wird in neuem Fenster geöffnet)
            ~Teilen
            ~Drucken
            ~Mehr
        """,
        "fr": """
            Partager sur %
            Cliquez pour partager sur %
            Cliquez pour envoyer par e-mail à un ami
            Cliquer pour imprimer
            ~(ouvre dans une nouvelle fenêtre)
            ~Partager
            ~Imprimer
            ~Plus
        """,
        "es": """
            Comparte esto
            Compartir en %
            Haz clic para compartir en %
            Haz clic para enviar por correo electrónico a un amigo
            Haz clic para imprimir
            ~(Se abre en una ventana nueva)
            ~Compartir
            ~Imprimir
            ~Más
        """,
        "ru": """
            Поделиться ссылкой
            Нажмите, чтобы поделиться %
            Нажмите здесь, чтобы поделиться %
            Послать это другу
            Нажмите для печати
            ~(Открывается в новом окне)
            ~Поделиться
            ~Печать
            ~Ещё
        """,
        "ko": """
            이 글 공유하기
            이것을 공유
            %에 공유하려면 클릭하세요
            클릭하여 %에서 공유하기
            클릭하여 % 공유
            ~(새 창에서 열림)
            %으로 공유하기
            친구에게 전자우편으로 보내기
            인쇄하기
            ~공유하기
            ~공유
            ~더
        """,
        "ja": """
            クリックして % で共有
            % で共有するにはクリックしてください
            ~(新しいウィンドウで開きます)
            クリックして友達へメールで送信
            クリックして印刷
            ~共有
            ~シェア
            ~その他
            ~印刷
        """,
        "zh": """
            分享到
            点击分享到%
            点击以分享到%
            ~(在新窗口中打开)
            点击通过电子邮件发送给朋友
            点击以打印
            ~分享
            ~更多
            ~打印
        """,
        "ar": """
            شارك هذا الموضوع
            انقر للمشاركة %
            اضغط للمشاركة %
            ~(فتح في نافذة جديدة)
            اضغط لإرسال هذا الموضوع لصديق بواسطة البريد الإلكتروني
            اضغط للطباعة
            ~مشاركة
            ~المزيد
            ~طباعة
        """,
        "other": """
            Compartilhe isso
            Condividi su %
            ~Condividi
            ~Delen
            ~Udostępnij
        """,
    },
    "like": {
        "en": """
            Like this
            Like Loading...
            Loading...
            Be the first to like this
            Be the first to like this post
            % bloggers like this
            One blogger likes this
            ~Like
            ~Liked
        """,
        "de": """
            Gefällt mir
            Gefällt mir Lade...
            Gefällt mir Wird geladen...
            Wird geladen...
            Lädt...
            % Bloggern gefällt das
            Sei der Erste dem dies gefällt
        """,
        "fr": """
            J'aime ça
            J'aime chargement...
            Soyez le premier à aimer cet article
            chargement...
            % blogueurs aiment cette page
            ~J'aime
        """,
        "es": """
            Me gusta esto
            Me gusta Cargando...
            Cargando...
            Sé el primero en decir que te gusta
            A % blogueros les gusta esto
            ~Me gusta
        """,
        "ru": """
            Понравилось это
            Нравится Загрузка...
            Загрузка...
            Понравилось это %
            ~Нравится
        """,
        "ko": """
            이것이 좋아요
            좋아하기 가져오는 중...
            가져오는 중...
            이 글이 마음에 드는 첫 번째 분이 되어주세요
            ~좋아하기
        """,
        "ja": """
            いいね 読み込み中...
            読み込み中...
            %人のブロガーが「いいね」をつけました
            ~いいね
            ~いいね！
        """,
        "zh": """
            赞过
            赞 正在加载......
            正在加载......
            正在加载...
            ~赞
        """,
        "ar": """
            معجب بهذه
            إعجاب تحميل...
            تحميل...
            كن أول المعجبين بهذه
            ~إعجاب
        """,
        "other": """
            Curtir isso
            Vind ik leuk
            Lubię to
        """,
    },
    "related": {
        "en": """
            You may also like
            You might also like
            Related posts
            Related articles
            ~Related
            ~Read more
            ~In "%"
        """,
        "de": """
            Ähnliche Beiträge
            Das könnte Sie auch interessieren
            ~Ähnliches
            ~In "%"
        """,
        "fr": "Articles similaires\n~Sur le même sujet\n~Dans « % »",
        "es": "Entradas relacionadas\nArtículos relacionados\n~Relacionado\n~En «%»",
        "ru": "Похожие записи\nЧитайте также\n~Похожее\n~В «%»",
        "ko": '관련 글\n~관련\n~관련 기사\n~"%"에서',
        "ja": '関連記事\n~関連\n~"%"内',
        "zh": '相关文章\n~相关\n~在"%"中',
        "ar": 'مقالات ذات صلة\nمواضيع ذات صلة\n~مرتبط\n~في "%"',
    },
    "subscribe": {
        "en": """
            Notify me of follow-up comments by email
            Notify me of new comments via email
            Notify me of new comments via email. You can also subscribe without commenting
            Notify me of new posts by email
            Notify me of new posts via email
            Notify me of new posts
            Notify me when new comments are added
            Email me new posts
            Email me new comments
            Discover more from %
            Subscribe now to keep reading and get access to the full archive
            Subscribe to get the latest posts sent to your email
            Type your email...
            ~Never miss a beat!
            ~Subscribe
            ~Continue reading
        """,
        "de": """
            Benachrichtige mich über nachfolgende Kommentare via E-Mail
            Benachrichtige mich über neue Beiträge via E-Mail
            Benachrichtige mich über neue Kommentare via E-Mail
            Benachrichtigung bei weiteren Kommentaren per E-Mail senden
            Informiere mich über neue Beiträge per E-Mail
            ~Abonnieren
        """,
        "fr": """
            Prévenez-moi de tous les nouveaux commentaires par e-mail
            Prévenez-moi de tous les nouveaux articles par e-mail
            Avertissez-moi par e-mail des nouveaux commentaires
            Avertissez-moi par e-mail des nouveaux articles
            ~S'abonner
        """,
        "es": """
            Recibir un correo electrónico con los siguientes comentarios a esta entrada
            Recibir un correo electrónico con cada nueva entrada
            Recibir nuevos comentarios por correo electrónico
            Recibir nuevas entradas por email
            ~Suscribirse
        """,
        "ru": """
            Уведомить меня о новых комментариях по email
            Уведомлять меня о новых записях почтой
            Уведомлять меня о новых комментариях по почте
            ~Подписаться
        """,
        "ko": """
            댓글 알림 이메일 받기
            새 글 알림 이메일 받기
            후속 댓글을 이메일로 알림 받기
            ~구독
        """,
        "ja": """
            新しいコメントをメールで通知
            新しい投稿をメールで受け取る
            ~購読
        """,
        "zh": """
            通过邮件通知我后续评论
            通过邮件通知我有新文章
            ~订阅
        """,
        "ar": """
            أعلمني بمتابعة التعليقات بواسطة البريد الإلكتروني
            أعلمني بالمواضيع الجديدة بواسطة البريد الإلكتروني
            ~اشترك
        """,
    },
    "navigation": {
        "en": "Comments navigation\nPost navigation\nComment navigation\nOlder Comments\nNewer Comments",
        "de": "Kommentar-Navigation\nBeitragsnavigation\nÄltere Kommentare\nNeuere Kommentare",
        "fr": """
            Navigation dans les commentaires
            Navigation des articles
            Navigation de l'article
            Commentaires plus anciens
            Commentaires plus récents
        """,
        "es": """
            Navegación de comentarios
            Navegación de entradas
            Comentarios anteriores
            Comentarios más recientes
        """,
        "ru": """
            Навигация по комментариям
            Навигация по записям
            Старые комментарии
            Новые комментарии
        """,
        "ko": "댓글 탐색\n글 탐색\n글 내비게이션\n이전 댓글\n다음 댓글",
        "ja": "コメントナビゲーション\n投稿ナビゲーション\n過去のコメント\n新しいコメント",
        "zh": "评论导航\n文章导航\n较早评论\n较新评论",
        "ar": "تصفّح التعليقات\nتصفّح المقالات\nالتعليقات الأقدم\nالتعليقات الأحدث",
    },
}
"""Kind of furniture, language, and what it says there, one phrase a line."""

SAYS = {
    "en": "% on % said\n% said on %\n% wrote on %\n% says\n% said\n% said...\n% wrote\n% commented",
    "de": "% sagt\n% sagte\n% schreibt\n% schrieb\n% meint",
    "fr": "% dit\n% a dit\n% a écrit\n% a commenté",
    "es": "% dice\n% dijo\n% dijo...\n% escribió\n% comentó",
    "ru": "% говорит\n% пишет\n% сказал\n% сказала\n% комментирует",
    "ko": "% 댓글\n%님의 말\n% 말하길",
    "ja": "% より\n% のコメント\n% さんのコメント",
    "zh": "%说道\n%说\n% 说道",
    "ar": "يقول %\nقال %\nكتب %",
}
"""The line above a comment, without its colon; % is who says it."""

FILED = {
    "category": "Categor(?:y|ies) | Filed under | Posted in | Sections? | Kategorien? | Rubrik | Abgelegt unter"
    " | Catégories? | Classé dans | Rubrique | Categorías? | Archivado en | Рубрик[аи] | Категори[яи]"
    " | 카테고리 | 분류 | カテゴリー? | 分类 | 分類 | التصنيف(?:ات)?",
    "tags": "Tags? | Tagged(?: as| with)? | Topics? | Keywords | Schlagw[oö]rt(?:er)? | Schlagworte | Stichworte"
    " | Étiquettes? | Mots[- ]clés | Etiquetas? | Метк[аи] | Теги | 태그 | タグ | 标签 | 標籤 | 关键词 | الوسوم | وسوم",
}  # fmt: skip
"""What stands before the colon of a line that says where a column is filed."""

PINGBACK = "Pingback | Ping | Уведомление | 핑백 | ピンバック | تنبيه".split(" | ")
TRACKBACK = "Trackback | Rétrolien | Обратная ссылка | 트랙백 | トラックバック | التعقيبات".split(
    " | "
)
"""What stands before the title of a page that links here."""

LONGEST_PHRASE = 190
"""Characters of the longest line looked up; the longest phrase with its placeholders has fewer."""
LONGEST_FILLER = 60
"""Characters a placeholder stands for at most: a name, a service, a list of marks."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a line says that equals a phrase of furniture."""

    kind: str
    certain: bool
    """False when columns print such lines too."""


def folded(text: str) -> str:
    """A line as phrases are compared: case, width, quotes and what surrounds it put aside."""
    text = unicodedata.normalize("NFKC", text) if not text.isascii() else text
    text = " ".join(text.translate(_SAME).split()).casefold()
    return text.strip(_AROUND) or text


def phrase_of(line: str) -> Phrase | None:
    """The phrase that a whole line equals, of those that start with words."""
    return None if len(line) > LONGEST_PHRASE else _phrase_of(line)


@lru_cache(maxsize=8192)
def _phrase_of(line: str) -> Phrase | None:
    """The same for a line of no great length; most are printed again on the next page."""
    key = folded(line)
    table = _table()
    if key in table.exact:
        return table.exact[key]
    for pattern, phrase in table.templates.get(key[:1], ()):
        if pattern.fullmatch(key):
            return phrase
    return None


def may_be_certain(text: str) -> bool:
    """Whether a text starts as some certain phrase does; cheap, for the thousand texts of a page."""
    return text.lstrip(_AROUND_RAW)[:_STARTS_WITH].casefold() in _table().starts


def phrases_in(line: str) -> Phrase | None:
    """The first of the phrases that make up a line, with little between them.

    Flattened text runs them together: "You are commenting using your account. Log Out / Change )".
    """
    if len(line) > 2 * LONGEST_PHRASE:
        return None
    whole = phrase_of(line)
    if whole is not None:
        return whole
    rest = folded(line)
    start, first = _phrase_at_start(rest), None
    if start is None or not start[1].certain:
        named = _starting_with_a_name(rest)
        if named is not None:
            return named
    loose = 0
    while rest:
        start = _phrase_at_start(rest)
        if start is None:
            word, _, rest = rest.partition(" ")
            loose += _size(word)
            if loose > _LOOSE_SIZE:
                return None
        else:
            end, phrase = start
            first = first or phrase
            rest = rest[end:]
        rest = rest.lstrip(_AROUND)
    return first


def speaker(line: str) -> str | None:
    """Who says it, by the line above a comment: "Maria says:"."""
    if not 3 <= len(line) <= _LONGEST_SPEAKER_LINE:
        return None
    text = " ".join(unicodedata.normalize("NFKC", line).replace("…", "...").split())
    for pattern in _speaker_patterns():
        found = pattern.fullmatch(text)
        if found:
            return found["name"].strip()
    return None


def linked_from(text: str) -> tuple[Literal["pingback", "trackback"], str] | None:
    """Kind and title of a page that links here: "Pingback: Title"."""
    found = _LINKED_FROM.match(text)
    if found is None:
        return None
    kind: Literal["pingback", "trackback"] = "trackback" if found["trackback"] else "pingback"
    return kind, text[found.end() :].strip()


def filed(line: str) -> tuple[str, tuple[str, ...]] | None:
    """Kind and names in a line that says where a column is filed: "Tags: lamps, ferries"."""
    if len(line) > LONGEST_FILED or (found := _FILED.match(line)) is None:
        return None
    names = [name.strip(" #.") for name in _BETWEEN_TAGS.split(line[found.end() :])]
    return str(found.lastgroup), tuple(filter(None, names))


LONGEST_FILED = 300
"""Characters of a line of tags; a paragraph that begins with "Topics:" is longer."""
_FILED = re.compile(
    "|".join(f"(?P<{kind}>{words.replace(' | ', '|')})" for kind, words in FILED.items()).join(
        ("(?:", r")\s*[:：]\s*")
    ),
    re.IGNORECASE,
)
_BETWEEN_TAGS = re.compile(r"\s*[,،、，;；|·•]\s*|\s+(?=#)")

_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "…": "...", "–": "-"})
_AROUND = " \t.:：。»›→*|()（）"
_AROUND_RAW = _AROUND + "\n\r\xa0"
_STARTS_WITH = 3
"""Characters by which a text is first looked up."""
_LOOSE_SIZE = 12
"""Size of what may stand between known phrases: the label of an icon ("Logo"), a mark."""
_SHORTEST_RUN_ON = 7
"""Size of the shortest phrase looked for within a line of several."""
_LONGEST_SPEAKER_LINE = 120
"""Characters of a name with "on March 3, 2014 at 5:15 pm said:" after it."""
_LINKED_FROM = re.compile(
    rf"(?:(?P<pingback>{'|'.join(map(re.escape, PINGBACK))})"
    rf"|(?P<trackback>{'|'.join(map(re.escape, TRACKBACK))}))\s*[:：]\s*",
    re.IGNORECASE,
)

_Template = tuple[re.Pattern[str], Phrase]


@dataclass(frozen=True, slots=True)
class _Table:
    """All phrases, ready to be looked up by folded text."""

    exact: Mapping[str, Phrase]
    templates: Mapping[str, tuple[_Template, ...]]
    """Phrases with a placeholder, by their first character."""
    named: tuple[_Template, ...]
    """Phrases that start with the placeholder."""
    starts: frozenset[str]
    """How certain phrases start."""


@cache
def _table() -> _Table:
    exact: dict[str, Phrase] = {}
    templates: dict[str, tuple[_Template, ...]] = {}
    named: list[_Template] = []
    for kind, languages in PHRASES.items():
        for line in "\n".join(languages.values()).splitlines():
            if not (text := line.strip()):
                continue
            phrase = Phrase(kind, certain=not text.startswith("~"))
            key = folded(text.removeprefix("~"))
            if "%" not in key:
                exact.setdefault(key, phrase)
                continue
            if key.endswith(" %"):  # a filler of marks alone is folded away: "are marked *"
                exact.setdefault(key[:-1].strip(_AROUND), phrase)
            pattern = re.compile(re.escape(key).replace("%", f".{{1,{LONGEST_FILLER}}}?"))
            if key[0] == "%":
                named.append((pattern, phrase))
            else:
                templates[key[0]] = (*templates.get(key[0], ()), (pattern, phrase))
    certain = [key for key, phrase in exact.items() if phrase.certain] + [
        pattern.pattern.replace("\\", "").partition(".{")[0]
        for several in templates.values()
        for pattern, phrase in several
        if phrase.certain
    ]
    starts = frozenset(key[:_STARTS_WITH] for key in certain)
    return _Table(exact, templates, tuple(named), starts)


def _phrase_at_start(key: str) -> tuple[int, Phrase] | None:
    """Where the longest phrase at the start of a folded line ends."""
    table = _table()
    for pattern, phrase in table.templates.get(key[:1], ()):
        found = pattern.match(key)
        if found and not pattern.pattern.endswith("?") and _stops(key, found.end()):
            return found.end(), phrase
    ends = [m.start() for m in re.finditer(r"\W|$", key)]
    for end in reversed(ends):
        text = key[:end].strip(_AROUND)
        if end <= LONGEST_PHRASE and text in table.exact and _size(text) >= _SHORTEST_RUN_ON:
            return end, table.exact[text]
    return None


def _size(text: str) -> int:
    """Bytes in UTF-8: a letter of a script with many of them says more."""
    return len(text.encode("utf-8", "replace"))


def _stops(key: str, end: int) -> bool:
    return end == len(key) or not key[end].isalnum()


def _starting_with_a_name(key: str) -> Phrase | None:
    if len(key) > LONGEST_FILLER:
        return None
    return next((phrase for pattern, phrase in _table().named if pattern.fullmatch(key)), None)


@cache
def _speaker_patterns() -> tuple[re.Pattern[str], ...]:
    lines = [line.strip() for lines in SAYS.values() for line in lines.splitlines()]
    name = r"(?P<name>[^:：]{1,60}?)"
    return tuple(
        re.compile(
            re.escape(line).replace("%", name, 1).replace("%", ".{6,50}").replace(r"\ ", r"\s?")
            + r"\s?[:：]?"
            if line.endswith("...")
            else re.escape(line).replace("%", name, 1).replace("%", ".{6,50}") + r"\s?[:：]",
            re.IGNORECASE,
        )
        for line in lines
    )
