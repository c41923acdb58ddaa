"""The smallest model that the real fxtranslate takes: it knows nothing, and says one word over and over.

A Marian container (version, headers, names, shapes, padding, data; all little-endian) with one encoder and one decoder
layer of 8-bit weights, each followed by its multiplier, as Mozilla's are; and two vocabularies as SentencePiece's
protocol buffers. All weights are zero and every layer norm has the scale zero, so the decoder's choice depends on
nothing but the bias of its output: the word of the highest bias, twice as often as the sentence has pieces and a few
times more. With the shortlist, which allows only the first eight words, it is another.
"""

import struct
from collections.abc import Iterator

WORD, SHORTLISTED = "好", "是"

_DIM = 16
_FLOAT32 = 0x404
_WEIGHTS = 0x4101
_BYTES = 0x101
_TARGET = ["</s>", "<unk>", "▁", SHORTLISTED, *"一二三四五六七八", WORD, *"九十零"]
_SOURCE = ["</s>", "<unk>", "▁", "▁tea", *"abcdefghijklmnopqrstuvwxyz.!?'"]
_LIKED = {WORD: 9.0, SHORTLISTED: 5.0}
_CONFIG = f"dim-emb: {_DIM}\ntransformer-heads: 2\nenc-depth: 1\ndec-depth: 1\ntransformer-dim-ffn: {_DIM}\n"


def files() -> dict[str, bytes]:
    """The files of the model, by kind."""
    return {
        "model": _container(),
        "srcvocab": b"".join(_piece(piece) for piece in _SOURCE),
        "trgvocab": b"".join(_piece(piece) for piece in _TARGET),
        "lex": struct.pack("<6Q", 0, 0, 8, 8, 1, 0) + struct.pack("<Q", 0),
    }


def _shapes() -> Iterator[tuple[str, tuple[int, int]]]:
    yield "encoder_Wemb", (len(_SOURCE), _DIM)
    yield "decoder_Wemb", (len(_TARGET), _DIM)
    yield "decoder_ff_logit_out_b", (1, len(_TARGET))
    for attention in ("encoder_l1_self", "decoder_l1_context"):
        for letter in "qkvo":
            yield f"{attention}_W{letter}", (_DIM, _DIM)
            yield f"{attention}_b{letter}", (1, _DIM)
        yield f"{attention}_Wo_ln_scale", (1, _DIM)
    for feed in ("encoder_l1_ffn", "decoder_l1_ffn"):
        for number in "12":
            yield f"{feed}_W{number}", (_DIM, _DIM)
            yield f"{feed}_b{number}", (1, _DIM)
        yield f"{feed}_ffn_ln_scale", (1, _DIM)
    yield "decoder_l1_rnn_W", (_DIM, _DIM)
    yield "decoder_l1_rnn_Wf", (_DIM, _DIM)
    yield "decoder_l1_rnn_bf", (1, _DIM)
    yield "decoder_l1_rnn_ffn_ln_scale", (1, _DIM)


def _items() -> Iterator[tuple[str, int, tuple[int, ...], bytes]]:
    """Name, type, shape and data of each part of the container."""
    config = _CONFIG.encode()
    yield "special:model.yml", _BYTES, (len(config),), config
    for name, shape in _shapes():
        count = shape[0] * shape[1]
        if count > shape[1]:
            yield name, _WEIGHTS, shape, bytes(count) + _floats(1.0)
        elif name == "decoder_ff_logit_out_b":
            yield name, _FLOAT32, shape, _floats(*(_LIKED.get(piece, 0.0) for piece in _TARGET))
        else:
            yield name, _FLOAT32, shape, bytes(4 * count)
        if count > shape[1] and not name.endswith("Wemb"):
            yield f"{name}_QuantMultA", _FLOAT32, (1, 1), _floats(1.0)
    yield "decoder_Wemb_QuantMultA", _WEIGHTS, (1, 1), b"\x7f" + _floats(127.0)


def _floats(*values: float) -> bytes:
    return struct.pack(f"<{len(values)}f", *values)


def _container() -> bytes:
    items = list(_items())
    out = struct.pack("<2Q", 1, len(items))
    out += b"".join(struct.pack("<4Q", len(name), kind, len(shape), len(data)) for name, kind, shape, data in items)
    out += b"".join(name.encode() for name, _, _, _ in items)
    out += b"".join(struct.pack(f"<{len(shape)}i", *shape) for _, _, shape, _ in items)
    return out + struct.pack("<Q", 0) + b"".join(data for _, _, _, data in items)


def _piece(piece: str) -> bytes:
    """A piece of a ModelProto: its text, its score, and its type where it is not a normal one."""
    text = piece.encode()
    kinds = {"</s>": b"\x18\x03", "<unk>": b"\x18\x02"}
    body = b"\x0a" + bytes([len(text)]) + text + b"\x15" + _floats(-1.0) + kinds.get(piece, b"")
    return b"\x0a" + bytes([len(body)]) + body
