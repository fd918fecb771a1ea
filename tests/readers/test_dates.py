"""Dates of publication as written, and in ISO 8601."""

import pytest

from hearsay.readers.dates import iso

DATES = [
    ("2031-05-03", "2031-05-03"),
    ("2031-05-03T09:30:00+02:00", "2031-05-03T09:30:00+02:00"),
    ("2031-05-03 09:30", "2031-05-03T09:30"),
    ("20310503", "2031-05-03"),
    ("2031-05", "2031-05"),
    ("2031", "2031"),
    ("3 May 2031", "2031-05-03"),
    ("3rd of May, 2031", "2031-05-03"),
    ("Saturday, 3 May 2031", "2031-05-03"),
    ("Sept. 3, 2031", "2031-09-03"),
    ("May 2031", "2031-05"),
    ("Sat, 03 May 2031 09:30:00 GMT", "2031-05-03T09:30:00+00:00"),
    ("23.05.2031", "2031-05-23"),
    ("05/23/2031", "2031-05-23"),
    ("04/05/2031", None),
    ("2031-02-30", None),
    ("2031-05-03T25:00", None),
    ("31 Smarch 2031", None),
    ("yesterday", None),
    ("", None),
]


@pytest.mark.parametrize(("written", "value"), DATES)
def test_iso(written: str, value: str | None) -> None:
    assert iso(written) == value
