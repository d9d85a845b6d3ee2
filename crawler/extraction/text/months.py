"""Names of the months as newspapers print them, in some thirty languages.

Nominatives, genitives and customary abbreviations, a line or more to the month: en de fr es pt it
nl, the Nordic languages, pl ru uk bg sr hr sl sk cs, ro hu el tr fi id ca, he with its prefix, fa
and ur for the common calendar, and ar in both its usages. The few words that name different months
in two languages stand where the larger one has them.
"""

import unicodedata

_NAMES = (
    """
    january jan januar jänner jän janvier janv enero ene janeiro gennaio gen januari janua
    stycznia styczeń sty января январь янв січня січень січ януари јануар ledna leden
    ianuarie ian január ιανουαρίου ιανουάριος ιαν ocak oca tammikuuta tammikuu gener يناير
    كانونالثاني جانفي ינואר בינואר ژانویه جنوری siječnja siječanj január
    """,
    """
    february feb februar feber février fevr fév févr febrero fevereiro fev febbraio februari
    lutego luty lut февраля февраль фев февр лютого лютий лют февруари фебруар února únor
    februarie február φεβρουαρίου φεβρουάριος φεβ şubat şub helmikuuta helmikuu febrer
    فبراير شباط فيفري פברואר בפברואר فوریه فروری veljače veljača február
    """,
    """
    march mar märz mär mrz mars marzo março maart mrt marts marca marzec марта март мар
    березня березень бер mart března březen martie március márc μαρτίου μάρτιος μαρ
    maaliskuuta maaliskuu maret març مارس آذار מרץ במרץ מרס במרס مارچ ožujka ožujak marec
    märts març
    """,
    """
    april apr avril avr abril abr aprile kwietnia kwiecień kwi апреля апрель апр квітня
    квітень кві април dubna duben aprilie április ápr απριλίου απρίλιος απρ nisan nis
    huhtikuuta huhtikuu أبريل إبريل نيسان أفريل אפריל באפריל آوریل اپریل travnja travanj
    april
    """,
    """
    may mai mayo maio maggio mag mei maj maja мая май травня травень тра мај května květen
    május máj μαΐου μάιος μαϊ mayıs mayis toukokuuta toukokuu maig مايو أيار ماي מאי במאי مه
    مئی svibnja svibanj
    """,
    """
    june jun juni juin junio junho giugno giu czerwca czerwiec cze июня июнь июн червня
    червень чер юни јун června červen iunie iun június jún ιουνίου ιούνιος ιουν haziran haz
    kesäkuuta kesäkuu juny يونيو يونيه حزيران جوان יוני ביוני ژوئن جون lipnja lipanj junij
    """,
    """
    july jul juli juillet juil julio julho luglio lug lipca lipiec lip июля июль июл липня
    липень лип юли јул července červenec iulie iul július júl ιουλίου ιούλιος ιουλ temmuz
    tem heinäkuuta heinäkuu juliol يوليو يوليه تموز جويلية יולי ביולי ژوئیه جولای جولائی
    srpnja srpanj julij
    """,
    """
    august aug août aoû agosto ago augustus augusti sierpnia sierpień sie августа август авг
    серпня серпень сер avgust srpna srpen augusztus αυγούστου αύγουστος αυγ ağustos ağu
    elokuuta elokuu agustus agt agost أغسطس آب أوت אוגוסט באוגוסט اوت اگست kolovoza kolovoz
    """,
    """
    september sep sept septembre septiembre setiembre setembro settembre set września
    wrzesień wrz сентября сентябрь сен сент вересня вересень вер септември септембар
    septembar září septembrie szeptember szept σεπτεμβρίου σεπτέμβριος σεπ eylül eyl
    syyskuuta syyskuu setembre سبتمبر أيلول شتنبر ספטמבר בספטמבר سپتامبر ستمبر rujna rujan
    """,
    """
    october oct oktober okt octobre octubre outubro out ottobre ott października październik
    paź октября октябрь окт жовтня жовтень жов октомври октобар oktobar října říjen
    octombrie október οκτωβρίου οκτώβριος οκτ ekim eki lokakuuta lokakuu أكتوبر تشرينالأول
    אוקטובר באוקטובר اکتبر اکتوبر
    """,
    """
    november nov novembre noviembre novembro listopada listopad lis listopadu ноября ноябрь
    ноя нояб листопада листопад лис ноември новембар novembar noiembrie noi νοεμβρίου
    νοέμβριος νοε kasım kasim kas marraskuuta marraskuu نوفمبر تشرينالثاني נובמבר בנובמבר
    نوامبر نومبر studenoga studenog studeni
    """,
    """
    december dec dezember dez décembre déc diciembre dic dezembro dicembre desember des
    grudnia grudzień gru декабря декабрь дек грудня грудень гру декември децембар decembar
    prosince prosinec decembrie δεκεμβρίου δεκέμβριος δεκ aralık aralik ara joulukuuta
    joulukuu desembre ديسمبر كانونالأول دجنبر דצמבר בדצמבר دسامبر دسمبر prosinca prosinac
    """,
)


def _fold(word: str) -> str:
    """A word without case and accents."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


_NUMBERS = {_fold(word): number for number, words in enumerate(_NAMES, 1) for word in words.split()}


def month_of(word: str) -> int | None:
    """Number of the month a word names in any of the languages, else None."""
    return _NUMBERS.get(_fold(word))
