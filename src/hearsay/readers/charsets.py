"""Declared encodings as browsers read them: their names cover more than the standards of those names do."""

from __future__ import annotations

import codecs

# By the Encoding Standard that browsers follow; Python's own codec of such a name is narrower, or another.
_LABELS = {
    **dict.fromkeys(
        ("ascii", "us-ascii", "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1", "cp819", "x-cp1252"),
        "cp1252",
    ),
    **dict.fromkeys(("iso-8859-9", "iso8859-9", "latin5", "l5", "x-cp1254"), "cp1254"),
    **dict.fromkeys(("iso-8859-11", "iso8859-11", "tis-620", "dos-874", "windows-874"), "cp874"),
    **dict.fromkeys(("gb2312", "gb_2312", "gb_2312-80", "chinese", "gbk", "x-gbk", "cp936", "euc-cn"), "gb18030"),
    **dict.fromkeys(
        ("euc-kr", "euc_kr", "ks_c_5601-1987", "ks_c_5601-1989", "ksc5601", "ksc_5601", "korean", "windows-949"),
        "cp949",
    ),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "windows-31j"), "cp932"),
    **dict.fromkeys(("big5", "big5-hkscs", "cn-big5", "x-x-big5", "csbig5"), "big5hkscs"),
    **dict.fromkeys(("unicode", "utf-16", "ucs-2", "iso-10646-ucs-2", "csunicode"), "utf-16-le"),
    **dict.fromkeys(("unicode-1-1-utf-8", "unicode20utf8", "x-unicode20utf8", "utf8"), "utf-8"),
    **dict.fromkeys(("x-mac-roman", "macintosh", "mac", "csmacintosh"), "mac-roman"),
    **dict.fromkeys(("x-mac-cyrillic", "x-mac-ukrainian"), "mac-cyrillic"),
    "x-euc-jp": "euc-jp",
    "cskoi8r": "koi8-r",
    "koi": "koi8-r",
    "koi8": "koi8-r",
}
# Under these names hide other letters than are seen; browsers refuse them, too.
_REFUSED = frozenset(
    {"utf-7", "utf_7", "unicode-1-1-utf-7", "punycode", "idna", "unicode_escape", "raw_unicode_escape"}
)


def codec(label: str | None) -> str | None:
    """The Python codec for an encoding's declared name, as a browser understands it; ``None`` for no or no known name.

    >>> codec("ISO-8859-1"), codec("gb2312"), codec("KOI8-R"), codec("utf-7"), codec("no-such-thing")
    ('cp1252', 'gb18030', 'koi8-r', None, None)
    """
    name = (label or "").strip(" \t\r\n\"'").lower()
    if not name or name in _REFUSED:
        return None
    if name.startswith("x-cp125"):
        name = name[2:]
    known = _LABELS.get(name, name)
    try:
        # Codecs that give no text (base64, zip) raise at their use.
        info = codecs.lookup(known)
        "".encode(info.name)
    except (LookupError, ValueError, UnicodeError, TypeError):
        return None
    return None if info.name in _REFUSED else info.name
