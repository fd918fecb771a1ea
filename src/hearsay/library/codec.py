"""Records to bytes and back: JSON by the types that the record's class declares, packed with zstd.

They are packed beside a dictionary that is shipped (``records.dictionary``, made by ``training/record_dictionary.py``),
so that what all records have is not kept in each: it takes a tenth off. What was packed without it, by an earlier
release, reads as well.

Nothing is known here of any one record. What a class can hold is told by its annotations: texts, numbers, `Literal`s,
tuples, named tuples, other records, and ``None`` beside any of them. A field that has its default is left out, so that
a field added later, with a default, reads from what was written before it. Bytes that do not fit the class raise
`DamagedRecordError`; nothing in them is ever run.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable, Collection
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import zstandard

from hearsay.errors import DamagedRecordError

_LEVEL = 9  # of 22: beyond it a record gains little, and takes much longer
_LARGEST = 1 << 30  # bytes that one record may unpack to
_PLAIN = (str, int, bool)

T = TypeVar("T")
_Encode = Callable[[Any], Any]
_Decode = Callable[[Any], Any]


def pack(record: object, *, without: Collection[str] = ()) -> bytes:
    """The record as packed bytes; its fields `without` are left for `unpack` to be given.

    >>> from hearsay.model import Zone
    >>> from hearsay.text import Span
    >>> unpack(Zone, pack(Zone(kind="body", span=Span(0, 4))))
    Zone(kind='body', span=Span(start=0, end=4))
    """
    data = as_json(record)
    return pack_bytes(dumped({k: v for k, v in data.items() if k not in without} if without else data))


def unpack(kind: type[T], packed: bytes, **given: object) -> T:
    """The record of class `kind` in `packed`; `given` are fields that were left out. Raises `DamagedRecordError`."""
    return from_json(kind, loaded(unpack_bytes(packed)), **given)


def pack_all(kind: type, records: Collection[object]) -> bytes:
    """Many records of one class as packed bytes."""
    encode = _encoder(kind)
    return pack_bytes(dumped([encode(r) for r in records] if encode else list(records)))


def unpack_all(kind: type[T], packed: bytes) -> tuple[T, ...]:
    """What `pack_all` packed. Raises `DamagedRecordError`."""
    data = loaded(unpack_bytes(packed))
    if not isinstance(data, list):
        raise DamagedRecordError(kind.__name__, "no list")
    return tuple(from_json(kind, one) for one in data)


def as_json(record: object) -> dict[str, Any]:
    """The record as dicts, lists, texts and numbers.

    >>> from hearsay.model import Remark
    >>> as_json(Remark(of="title", why="read off the page"))
    {'of': 'title', 'why': 'read off the page'}
    """
    kind: Any = type(record)
    encode = _encoder(kind)
    if encode is None:
        raise TypeError(f"{kind.__name__} is no record")
    made: dict[str, Any] = encode(record)
    return made


def from_json(kind: type[T], data: object, **given: object) -> T:
    """The record of class `kind` that `as_json` wrote as `data`. Raises `DamagedRecordError`."""
    try:
        if given:
            if not isinstance(data, dict):
                raise ValueError("no record")
            return kind(**_fields(kind, data), **given)
        decode: Callable[[Any], T] = _decoder(kind)  # type: ignore[arg-type]
        return decode(data)
    except (TypeError, ValueError, KeyError, RecursionError) as error:
        raise DamagedRecordError(kind.__name__, str(error)) from error


def pack_bytes(data: bytes, *, beside: zstandard.ZstdCompressionDict | None = None) -> bytes:
    """Bytes packed with zstd, with their length and a checksum; what stands in `beside`, which is else the dictionary
    of records, is not kept again."""
    return zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True, dict_data=beside or _dictionary()).compress(data)


def unpack_bytes(packed: bytes, *, beside: zstandard.ZstdCompressionDict | None = None) -> bytes:
    """What `pack_bytes` packed. Raises `DamagedRecordError` where that does not unpack, or to more than a gigabyte."""
    try:
        frame = zstandard.get_frame_parameters(packed)
        if not 0 <= frame.content_size <= _LARGEST:
            raise DamagedRecordError("packed bytes", f"they say that they unpack to {frame.content_size} bytes")
        numbered = _dictionary() if frame.dict_id == _dictionary().dict_id() else beside
        return zstandard.ZstdDecompressor(dict_data=numbered).decompress(packed)
    except zstandard.ZstdError as error:
        raise DamagedRecordError("packed bytes", str(error)) from error


@cache
def _dictionary() -> zstandard.ZstdCompressionDict:
    made = zstandard.ZstdCompressionDict(files("hearsay.library").joinpath("records.dictionary").read_bytes())
    made.precompute_compress(level=_LEVEL)
    return made


def dumped(data: object) -> bytes:
    """JSON in UTF-8. A lone surrogate, which is no character and which a text may yet hold, is kept."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "surrogatepass")


def loaded(data: bytes) -> Any:
    """What `dumped` wrote. Raises `DamagedRecordError`."""
    try:
        return json.loads(data.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise DamagedRecordError("JSON", str(error)) from error


def record_with(data: str, name: str) -> Any:
    """The record with the id `name` somewhere in what `dumped` wrote, decoded to text, and nothing around it. An id is
    the first field of its record. Raises `DamagedRecordError` where there is none.

    >>> record_with('{"a":[{"id":"x1","n":1},{"id":"x2","n":2}]}', "x2")
    {'id': 'x2', 'n': 2}
    """
    try:
        return json.JSONDecoder().raw_decode(data, data.index(f'{{"id":{json.dumps(name)}'))[0]
    except (ValueError, RecursionError) as error:
        raise DamagedRecordError("JSON", f"there is no record {name}: {error}") from error


# ---- what a type holds -----------------------------------------------------------------------------------------------


@cache
def _encoder(kind: Any) -> _Encode | None:
    """How a value of a type is written; ``None`` where JSON writes it as it is, as it does a tuple of numbers."""
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        plan = [(f.name, _encoder(hints[f.name]), _default(f)) for f in dataclasses.fields(kind)]

        def record(value: Any) -> dict[str, Any]:
            out = {}
            for name, encode, default in plan:
                held = getattr(value, name)
                if held is default or held == default:
                    continue
                out[name] = encode(held) if encode else held
            return out

        return record
    arguments = [_encoder(a) for a in get_args(kind) if a is not Ellipsis] if get_origin(kind) is not Literal else []
    inner = [a for a in arguments if a]
    if not inner:
        return None
    if get_origin(kind) is tuple:
        if len(arguments) == 1:
            each = inner[0]
            return lambda value: [each(x) for x in value]
        return lambda value: [e(x) if e else x for e, x in zip(arguments, value, strict=True)]
    (one,) = inner  # a record, or None
    return lambda value: None if value is None else one(value)


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default  # MISSING equals nothing


def _fields(kind: Any, data: dict[str, Any]) -> dict[str, Any]:
    plan = _plan(kind)
    return {name: plan[name](value) for name, value in data.items()}


@cache
def _plan(kind: Any) -> dict[str, _Decode]:
    hints = get_type_hints(kind)
    return {f.name: _decoder(hints[f.name]) for f in dataclasses.fields(kind)}


@cache
def _decoder(kind: Any) -> _Decode:
    """How a value of a type is read. Raises `ValueError`, `KeyError` or `TypeError` for what cannot be one."""
    if dataclasses.is_dataclass(kind):
        made: Callable[..., Any] = kind  # type: ignore[assignment]

        def record(value: Any) -> Any:
            if not isinstance(value, dict):
                raise ValueError(f"no {made.__name__}")
            return made(**_fields(kind, value))

        return record
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return _one_of(frozenset(arguments))
    if origin in (Union, types.UnionType):
        (some,) = (a for a in arguments if a is not type(None))
        inner = _decoder(some)
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        if arguments[1:] == (Ellipsis,):
            if arguments[0] in _PLAIN:
                return _all_of(arguments[0])
            each = _decoder(arguments[0])
            return lambda value: tuple([each(x) for x in _listed(value)])
        several = [_decoder(a) for a in arguments]
        return lambda value: tuple([d(x) for d, x in zip(several, _listed(value), strict=True)])
    if isinstance(kind, type) and issubclass(kind, tuple):
        return _named(kind)
    if kind is float:
        return _number
    if kind in _PLAIN:
        return _exactly(kind)
    raise TypeError(f"a record cannot hold {kind}")


def _one_of(allowed: frozenset[object]) -> _Decode:
    def decode(value: Any) -> Any:
        if value not in allowed:
            raise ValueError(f"{value!r} is none of {sorted(map(str, allowed))}")
        return value

    return decode


def _named(kind: Any) -> _Decode:
    held = list(get_type_hints(kind).values())
    if not all(one in _PLAIN for one in held):
        raise TypeError(f"a record cannot hold {kind}")

    def decode(value: Any) -> Any:
        if list(map(type, _listed(value))) != held:
            raise ValueError(f"{value!r} is no {kind.__name__}")
        return kind(*value)

    return decode


def _number(value: Any) -> float:
    if type(value) not in (int, float):
        raise ValueError(f"{value!r} is no number")
    return float(value)


def _exactly(kind: type) -> _Decode:
    def decode(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(f"{value!r} is no {kind.__name__}")
        return value

    return decode


def _all_of(kind: type) -> _Decode:
    """Many of a plain kind: most of what records hold, so they are looked at together."""

    def decode(value: Any) -> Any:
        if not set(map(type, _listed(value))) <= {kind}:
            raise ValueError(f"{value!r} holds more than {kind.__name__}")
        return tuple(value)

    return decode


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(f"{value!r} is no list")
    return value
