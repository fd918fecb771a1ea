"""Records come back from their bytes as they went in, whatever is in them."""

from __future__ import annotations

import dataclasses
from hashlib import sha256
from importlib.resources import files
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearsay import model
from hearsay.errors import DamagedRecordError
from hearsay.library import codec, records
from hearsay.model import Annotations, Document, Remark, Zone
from hearsay.text import Span

TEXTS = st.text(st.characters(), max_size=12)  # lone surrogates and NUL among them
KINDS = [
    kind
    for module in (model, records)
    for kind in vars(module).values()
    if dataclasses.is_dataclass(kind) and isinstance(kind, type) and kind.__module__ == module.__name__
]


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Whatever a type can hold."""
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        made: Any = kind
        return st.fixed_dictionaries({f.name: values(hints[f.name]) for f in dataclasses.fields(kind)}).map(
            lambda fields: made(**fields)
        )
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in (Union, UnionType):
        return st.one_of(*(st.none() if a is type(None) else values(a) for a in arguments))
    if origin is tuple and arguments[1:] == (Ellipsis,):
        return st.lists(values(arguments[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values, arguments))
    if kind is Span:
        return st.builds(Span, st.integers(0, 99), st.integers(0, 99))
    return {
        str: TEXTS,
        bool: st.booleans(),
        int: st.integers(-(2**70), 2**70),
        float: st.floats(allow_nan=False, allow_infinity=False),
    }[kind]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_record_comes_back(kind: type, data: st.DataObject) -> None:
    record = data.draw(values(kind))
    back: object = codec.unpack(kind, codec.pack(record))
    assert back == record
    assert repr(back) == repr(record), "the same value, but of another type: a list for a tuple, 1 for 1.0"


def test_what_is_left_out_is_given_back() -> None:
    document = Document(id="d1", source_id="a", path="a", sha256="0", media_type="text/plain", text="a\ud800b\0")
    found = Annotations(document=document, sentences=(Span(0, 1),))
    packed = codec.pack(found, without=("document",))
    assert codec.unpack(Annotations, packed, document=document) == found


def test_the_dictionary_is_never_changed() -> None:
    """Libraries hold records that only it unpacks."""
    held = files("hearsay.library").joinpath("records.dictionary").read_bytes()
    assert b'"path":"examples/' in held, "a document is called by a path of its own, not by one of some machine"
    assert b'"path":"/' not in held
    assert sha256(held).hexdigest() == "266699fdbf0f9945adc152caf44ae351380aeedbf8ce307ceb352235c06590f3"


def test_what_an_earlier_release_packed_reads() -> None:
    data = codec.dumped([codec.as_json(Zone(kind="body", span=Span(0, 4)))] * 3)
    plain = zstandard.ZstdCompressor(level=6, write_checksum=True).compress(data)
    assert codec.unpack_all(Zone, plain) == codec.unpack_all(Zone, codec.pack_bytes(data))


def test_what_every_record_has_is_kept_once() -> None:
    text = "The lock keeper had not been asked, she said."
    document = Document(id="d1", source_id="a", path="a", sha256="0", media_type="text/plain", text=text)
    plain = zstandard.ZstdCompressor(level=9).compress(codec.dumped(codec.as_json(document)))
    assert len(codec.pack(document)) < 0.7 * len(plain)


def test_a_field_added_later_takes_its_default() -> None:
    assert codec.from_json(Remark, {"of": "a", "why": "b"}) == Remark(of="a", why="b", sure=None)


@pytest.mark.parametrize(
    "data",
    [
        {"kind": "body"},
        {"kind": "frieze", "span": [0, 1]},
        {"kind": "body", "span": [0, 1, 2]},
        {"kind": "body", "span": [0, True]},
        {"kind": "body", "span": [0, 1], "new": 1},
        {"kind": ["body"], "span": [0, 1]},
        ["body", [0, 1]],
        None,
    ],
)
def test_what_is_no_such_record_is_refused(data: object) -> None:
    with pytest.raises(DamagedRecordError):
        codec.unpack(Zone, codec.pack_bytes(codec.dumped(data)))


def test_damaged_bytes_are_refused() -> None:
    packed = codec.pack(Zone(kind="body", span=Span(0, 1)))
    for broken in (b"", packed[:-3], packed[:9] + b"\0" + packed[10:], b"\x28\xb5\x2f\xfd" + b"\xff" * 20):
        with pytest.raises(DamagedRecordError):
            codec.unpack(Zone, broken)
