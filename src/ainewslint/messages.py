"""Messages in the reader's language, through gettext.

`_` is called where a message is made, so a run speaks one language. Translations live in
`locale/zh/LC_MESSAGES/*.po`, one file per group of rules, compiled to one `ainewslint.mo`.
"""

from __future__ import annotations

import gettext
import locale
import os
from pathlib import Path

DOMAIN = "ainewslint"
LANGUAGES = ("en", "zh")
LOCALE_DIR = Path(__file__).with_name("locale")

_translations: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def activate(language: str) -> None:
    """Speak `language` ("en" or "zh") from now on, in this process."""
    global _translations, _language  # noqa: PLW0603 - one language per process, as in gettext.install
    _language = language
    if language == "en":
        _translations = gettext.NullTranslations()
    else:
        _translations = gettext.translation(
            DOMAIN, localedir=LOCALE_DIR, languages=[language], fallback=True
        )


def language() -> str:
    """The language in force."""
    return _language


def preferred_language() -> str:
    """The language that the environment asks for: "zh" for any Chinese locale, else "en"."""
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    name = locale.getlocale()[0] or ""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def _(message: str) -> str:
    """The message in the language in force."""
    return _translations.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The message that fits a count, in the language in force."""
    return _translations.ngettext(singular, plural, count)
