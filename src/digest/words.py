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
        "end_of_ad": "End of advertisement",
        "end_of": "End of {label}",
        "unsubscribe": "Unsubscribe",
        "preferences": "Preferences",
        "why": "You receive this e-mail because you subscribed to {name}.",
        "website": "Website",
        "entry": "{label}: {text}",
    },
    "de": {
        "view_in_browser": "Im Browser ansehen",
        "photo": "Foto",
        "picture": "Bild",
        "by": "Von {byline}",
        "number": "Nr. {number}",
        "more_from": "Mehr von {publisher}",
        "read_more": "Weiterlesen",
        "source": "bei {source}",
        "end_of_ad": "Ende der Anzeige",
        "end_of": "Ende: {label}",
        "unsubscribe": "Abbestellen",
        "preferences": "Einstellungen",
        "why": "Sie erhalten diese E-Mail, weil Sie {name} abonniert haben.",
        "website": "Website",
        "entry": "{label}: {text}",
    },
    "fr": {
        "view_in_browser": "Voir dans le navigateur",
        "photo": "Photo",
        "picture": "Image",
        "by": "Par {byline}",
        "number": "N° {number}",
        "more_from": "À lire aussi chez {publisher}",
        "read_more": "Lire la suite",
        "source": "sur {source}",
        "end_of_ad": "Fin de la publicité",
        "end_of": "Fin\u00a0: {label}",
        "unsubscribe": "Se désabonner",
        "preferences": "Préférences",
        "why": "Vous recevez cet e-mail au titre de votre abonnement à {name}.",
        "website": "Site web",
        "entry": "{label}\u00a0: {text}",
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
        "end_of_ad": "Fin de la publicidad",
        "end_of": "Fin: {label}",
        "unsubscribe": "Darse de baja",
        "preferences": "Preferencias",
        "why": "Recibe este mensaje porque se suscribió a {name}.",
        "website": "Sitio web",
        "entry": "{label}: {text}",
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
        "end_of_ad": "Fim da publicidade",
        "end_of": "Fim: {label}",
        "unsubscribe": "Cancelar assinatura",
        "preferences": "Preferências",
        "why": "Recebeu esta mensagem porque tem uma assinatura de {name}.",
        "website": "Site",
        "entry": "{label}: {text}",
    },
    "uk": {
        "view_in_browser": "Переглянути в браузері",
        "photo": "Фото",
        "picture": "Зображення",
        "by": "Текст: {byline}",
        "number": "№ {number}",
        "more_from": "Більше від {publisher}",
        "read_more": "Читати далі",
        "source": "на {source}",
        "end_of_ad": "Кінець реклами",
        "end_of": "Кінець: {label}",
        "unsubscribe": "Відписатися",
        "preferences": "Налаштування",
        "why": "Ви отримали цей лист, бо підписалися на {name}.",
        "website": "Сайт",
        "entry": "{label}: {text}",
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
        "end_of_ad": "نهاية الإعلان",
        "end_of": "نهاية: {label}",
        "unsubscribe": "إلغاء الاشتراك",
        "preferences": "التفضيلات",
        "why": "تصلك هذه الرسالة لأنك مشترك في {name}.",
        "website": "الموقع",
        "entry": "{label}: {text}",
    },
    "ja": {
        "view_in_browser": "ブラウザで見る",
        "photo": "写真",
        "picture": "画像",
        "by": "文・{byline}",
        "number": "第{number}号",
        "more_from": "{publisher}のほかの記事",
        "read_more": "続きを読む",
        "source": "{source}",
        "end_of_ad": "広告ここまで",
        "end_of": "{label}ここまで",
        "unsubscribe": "配信停止",
        "preferences": "配信設定",
        "why": "このメールは、{name}をご購読の方にお送りしています。",
        "website": "ウェブサイト",
        "entry": "{label}：{text}",
    },
    "it": {
        "view_in_browser": "Apri nel browser",
        "photo": "Foto",
        "picture": "Immagine",
        "by": "Di {byline}",
        "number": "N. {number}",
        "more_from": "Altro da {publisher}",
        "read_more": "Continua a leggere",
        "source": "su {source}",
        "end_of_ad": "Fine della pubblicità",
        "end_of": "Fine: {label}",
        "unsubscribe": "Annulla l'iscrizione",
        "preferences": "Preferenze",
        "why": "Ricevi questa e-mail grazie alla tua iscrizione a {name}.",
        "website": "Sito web",
        "entry": "{label}: {text}",
    },
    "nl": {
        "view_in_browser": "Bekijk in de browser",
        "photo": "Foto",
        "picture": "Afbeelding",
        "by": "Door {byline}",
        "number": "Nr. {number}",
        "more_from": "Meer van {publisher}",
        "read_more": "Lees verder",
        "source": "op {source}",
        "end_of_ad": "Einde van de advertentie",
        "end_of": "Einde: {label}",
        "unsubscribe": "Afmelden",
        "preferences": "Voorkeuren",
        "why": "U ontvangt deze e-mail omdat u bent geabonneerd op {name}.",
        "website": "Website",
        "entry": "{label}: {text}",
    },
    "pl": {
        "view_in_browser": "Zobacz w przeglądarce",
        "photo": "Zdjęcie",
        "picture": "Ilustracja",
        "by": "Tekst: {byline}",
        "number": "Nr {number}",
        "more_from": "Więcej od {publisher}",
        "read_more": "Czytaj dalej",
        "source": "w serwisie {source}",
        "end_of_ad": "Koniec reklamy",
        "end_of": "Koniec: {label}",
        "unsubscribe": "Zrezygnuj z subskrypcji",
        "preferences": "Ustawienia",
        "why": "Otrzymujesz tę wiadomość, bo subskrybujesz {name}.",
        "website": "Strona",
        "entry": "{label}: {text}",
    },
}
LANGUAGES = tuple(_WORDS)

_NETWORKS = {
    **{name: name.title() for name in ("bluesky", "facebook", "instagram", "mastodon", "threads", "x")},
    "linkedin": "LinkedIn",
    "rss": "RSS",
    "tiktok": "TikTok",
    "youtube": "YouTube",
}


def words(lang: str) -> Mapping[str, str]:
    """Return the interface words of ``lang``, or English where we do not speak it."""
    return _WORDS.get(_language(lang), _WORDS["en"])


def networks(lang: str) -> Mapping[str, str]:
    """Return what the social networks call themselves, and what ``lang`` calls a website."""
    return {**_NETWORKS, "website": words(lang)["website"]}


def labelled(label: str, text: str, words: Mapping[str, str]) -> str:
    """Return ``label: text``, without the colon after a label that brings its own punctuation."""
    if label.endswith((":", "?", "!", ".", "…", "：", "？", "！", "。", "؟")):
        return f"{label} {text}"
    return words["entry"].format(label=label, text=text)


def default_label(disclosure: str, lang: str) -> str:
    """Return the word that discloses advertising under the rules of ``disclosure``, in ``lang``."""
    labels = LABELS[disclosure]
    return labels.get(_language(lang), labels["en"])


def end_of(label: str, lang: str) -> str:
    """Return what stands under an advertisement: a whole phrase, or its label where that is not our word."""
    spoken = words(lang)
    return spoken["end_of_ad"] if label == default_label("eu", lang) else spoken["end_of"].format(label=label)


def long_date(date: dt.date, lang: str) -> str:
    """Return the date in full, with its weekday, as ``lang`` writes it at the start of a line."""
    text = format_date(date, "full", locale=_locale(lang))
    # Not upper(): Georgian has capital letters that no sentence begins with.
    return text[:1].title() + text[1:]


def direction(lang: str) -> Literal["ltr", "rtl"]:
    """Return the direction in which ``lang`` is written."""
    return "rtl" if _locale(lang).text_direction == "rtl" else "ltr"


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
