"""The interface words of an edition in every language we speak, and dates and direction by Babel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

# What an advertisement is called, by whose rules and in which language. The words are those that the FTC
# (us), the ASA (uk) and the BGH (de) accept; for eu any clear word of the language will do.
_AD = {
    "en": "Advertisement",
    "de": "Anzeige",
    "fr": "Publicité",
    "es": "Publicidad",
    "pt": "Publicidade",
    "uk": "Реклама",
    "ar": "إعلان",
    "ja": "広告",
    "it": "Pubblicità",
    "nl": "Advertentie",
    "pl": "Reklama",
}
LABELS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "us": _AD,
        "uk": _AD,
        "eu": _AD,
        "de": dict.fromkeys(_AD, "Anzeige"),
    }
)


_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "view_in_browser": "View in browser",
        "photo": "Photo",
        "picture": "Picture",
        "by": "By {byline}",
        "number": "No. {number}",
        "more_from": "More from {publisher}",
        "read_more": "Read more",
        "source": "on {source}",
        "links": "Links",
        "end_of": "End of {label}",
        "unsubscribe": "Unsubscribe",
        "preferences": "Preferences",
        "why": "You receive this e-mail because you subscribed to {name}.",
    },
    "de": {
        "view_in_browser": "Im Browser ansehen",
        "photo": "Foto",
        "picture": "Bild",
        "by": "Von {byline}",
        "number": "Nr. {number}",
        "more_from": "Mehr von {publisher}",
        "read_more": "Weiterlesen",
        "source": "auf {source}",
        "links": "Links",
        "end_of": "Ende: {label}",
        "unsubscribe": "Abbestellen",
        "preferences": "Einstellungen",
        "why": "Sie erhalten diese E-Mail, weil Sie {name} abonniert haben.",
    },
    "fr": {
        "view_in_browser": "Voir dans le navigateur",
        "photo": "Photo",
        "picture": "Image",
        "by": "Par {byline}",
        "number": "Nº {number}",
        "more_from": "À lire aussi dans {publisher}",
        "read_more": "Lire la suite",
        "source": "sur {source}",
        "links": "Liens",
        "end_of": "Fin : {label}",
        "unsubscribe": "Se désabonner",
        "preferences": "Préférences",
        "why": "Vous recevez ce message parce que vous êtes abonné à {name}.",
    },
    "es": {
        "view_in_browser": "Ver en el navegador",
        "photo": "Foto",
        "picture": "Imagen",
        "by": "Por {byline}",
        "number": "N.º {number}",
        "more_from": "Más de {publisher}",
        "read_more": "Seguir leyendo",
        "source": "en {source}",
        "links": "Enlaces",
        "end_of": "Fin: {label}",
        "unsubscribe": "Darse de baja",
        "preferences": "Preferencias",
        "why": "Recibe este mensaje porque se suscribió a {name}.",
    },
    "pt": {
        "view_in_browser": "Ver no navegador",
        "photo": "Foto",
        "picture": "Imagem",
        "by": "Por {byline}",
        "number": "N.º {number}",
        "more_from": "Mais de {publisher}",
        "read_more": "Ler mais",
        "source": "em {source}",
        "links": "Ligações",
        "end_of": "Fim: {label}",
        "unsubscribe": "Cancelar subscrição",
        "preferences": "Preferências",
        "why": "Recebe esta mensagem porque subscreveu {name}.",
    },
    "uk": {
        "view_in_browser": "Переглянути у браузері",
        "photo": "Фото",
        "picture": "Зображення",
        "by": "{byline}",
        "number": "№ {number}",
        "more_from": "Більше від {publisher}",
        "read_more": "Читати далі",
        "source": "на {source}",
        "links": "Посилання",
        "end_of": "Кінець: {label}",
        "unsubscribe": "Відписатися",
        "preferences": "Налаштування",
        "why": "Ви отримали цей лист, бо підписалися на {name}.",
    },
    "ar": {
        "view_in_browser": "عرض في المتصفح",
        "photo": "تصوير",
        "picture": "صورة",
        "by": "بقلم {byline}",
        "number": "العدد {number}",
        "more_from": "المزيد من {publisher}",
        "read_more": "اقرأ المزيد",
        "source": "على {source}",
        "links": "الروابط",
        "end_of": "نهاية {label}",
        "unsubscribe": "إلغاء الاشتراك",
        "preferences": "التفضيلات",
        "why": "تصلك هذه الرسالة لأنك مشترك في {name}.",
    },
    "ja": {
        "view_in_browser": "ブラウザで見る",
        "photo": "写真",
        "picture": "画像",
        "by": "文・{byline}",
        "number": "第{number}号",
        "more_from": "{publisher}のほかの記事",
        "read_more": "続きを読む",
        "source": "{source}で見る",
        "links": "リンク",
        "end_of": "{label}ここまで",
        "unsubscribe": "配信停止",
        "preferences": "配信設定",
        "why": "このメールは{name}の購読者にお送りしています。",
    },
}
LANGUAGES = tuple(_WORDS)


def words(lang: str) -> Mapping[str, str]:
    """Return the interface words of ``lang``, or English where we do not speak it."""
    return _WORDS.get(_language(lang), _WORDS["en"])


def default_label(disclosure: str, lang: str) -> str:
    """Return the word that discloses advertising under the rules of ``disclosure``, in ``lang``."""
    labels = LABELS[disclosure]
    return labels.get(_language(lang), labels["en"])


def long_date(date: dt.date, lang: str) -> str:
    """Return the date in full, with its weekday, as ``lang`` writes it."""
    return format_date(date, "full", locale=_locale(lang))


def direction(lang: str) -> Literal["ltr", "rtl"]:
    """Return the direction in which ``lang`` is written."""
    return "rtl" if _locale(lang).text_direction == "right-to-left" else "ltr"


def known_language(lang: str) -> bool:
    """Say whether ``lang`` is a language code that Babel knows."""
    try:
        _locale(lang)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def _language(lang: str) -> str:
    return lang.replace("_", "-").split("-")[0].lower()


@lru_cache(maxsize=32)
def _locale(lang: str) -> Locale:
    return Locale.parse(lang.replace("_", "-"), sep="-")
