#!/usr/bin/env python3
"""make_models.py FOLDER: small models in ONNX with known answers, written byte by byte, and pictures for them.

SOURCE of the field numbers: onnx/onnx.proto of github.com/onnx/onnx (Apache-2.0); of the wire format: Protocol Buffers' encoding."""
import pathlib
import struct
import sys
import zlib

FLOAT, UINT8 = 1, 2
folder = pathlib.Path(sys.argv[1])


def varint(number):
    out = b""
    while number > 127:
        out += bytes([number & 127 | 128])
        number >>= 7
    return out + bytes([number])


def field(number, value):
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    value = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(value)) + value


def whole(name, values):  # AttributeProto INTS, or INT
    if isinstance(values, int):
        return field(1, name) + field(3, values) + field(20, 2)
    return field(1, name) + b"".join(field(8, v) for v in values) + field(20, 7)


def node(kind, inputs, outputs, *attributes, domain=""):
    return (b"".join(field(1, n) for n in inputs) + b"".join(field(2, n) for n in outputs) + field(4, kind) + b"".join(field(5, a) for a in attributes)
            + (field(7, domain) if domain else b""))


def tensor(name, shape, element=FLOAT):
    sides = b"".join(field(1, field(1, side) if isinstance(side, int) else field(2, side)) for side in shape)
    return field(1, name) + field(2, field(1, field(1, element) + field(2, sides)))


def constant(name, shape, values):
    return b"".join(field(1, side) for side in shape) + field(2, FLOAT) + field(8, name) + field(9, struct.pack(f"<{len(values)}f", *values))


def model(name, nodes, inputs, outputs, domains=("",), constants=()):
    graph = b"".join(field(1, n) for n in nodes) + field(2, name) + b"".join(field(5, c) for c in constants) + b"".join(field(11, i) for i in inputs) + b"".join(field(12, o) for o in outputs)
    (folder / f"{name}.onnx").write_bytes(field(1, 8) + b"".join(field(8, field(1, d) + field(2, 11 if not d else 1)) for d in domains) + field(7, graph))


def png_head(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"\0" * 99))


# The mean of each channel: a red and a green picture stand at a right angle.
colours = [node("GlobalAveragePool", ["x"], ["p"]), node("Flatten", ["p"], ["y"], whole("axis", 1))]
model("colours", colours, [tensor("x", [1, 3, 4, 4])], [tensor("y", [1, 3])])
# Each column of a grey picture of three rows is the likelihoods of nothing, a, b.
columns = [node("Squeeze", ["x"], ["s"], whole("axes", [1])), node("Transpose", ["s"], ["y"], whole("perm", [0, 2, 1]))]
model("columns", columns, [tensor("x", [1, 1, 3, "width"])], [tensor("y", [1, "width", 3])])
# The four quarters of a picture, and how bright each is.
quarters = [node("AveragePool", ["x"], ["p"], whole("kernel_shape", [2, 2]), whole("strides", [2, 2])),
            node("ReduceMean", ["p"], ["m"], whole("axes", [1]), whole("keepdims", 0)), node("Flatten", ["m"], ["scores"], whole("axis", 1)),
            node("Identity", ["b"], ["boxes"])]
model("quarters", quarters, [tensor("x", [1, 3, 4, 4])], [tensor("boxes", [1, 4, 4]), tensor("scores", [1, 4])],
      constants=[constant("b", [1, 4, 4], [0, 0, .5, .5, .5, 0, 1, .5, 0, .5, .5, 1, .5, .5, 1, 1])])
model("custom", [node("Frobnicate", ["x"], ["y"], domain="org.example")], [tensor("x", [1, 3, 4, 4])], [tensor("y", [1, 3])], ("", "org.example"))
model("two", [node("Add", ["x", "z"], ["y"])], [tensor("x", [1, 3, 4, 4]), tensor("z", [1, 3, 4, 4])], [tensor("y", [1, 3, 4, 4])])
bytes_in = [node("Cast", ["x"], ["f"], whole("to", FLOAT)), node("GlobalAveragePool", ["f"], ["y"])]
model("bytes", bytes_in, [tensor("x", [1, 3, 4, 4], UINT8)], [tensor("y", [1, 3, 1, 1])])
# In the places of doc/onnx-models.md: twelve patches of a picture; the mean of each channel of each column.
patches = [node("AveragePool", ["input"], ["p"], whole("kernel_shape", [56, 56]), whole("strides", [56, 56])), node("Flatten", ["p"], ["output"], whole("axis", 1))]
model("patches", patches, [tensor("input", [1, 3, 112, 112])], [tensor("output", [1, 12])])
means = [node("ReduceMean", ["x"], ["m"], whole("axes", [2]), whole("keepdims", 0)), node("Transpose", ["m"], ["softmax_11.tmp_0"], whole("perm", [0, 2, 1]))]
model("means", means, [tensor("x", ["n", 3, 48, "w"])], [tensor("softmax_11.tmp_0", ["n", "w", 3])])
(folder / "cut.onnx").write_bytes((folder / "colours.onnx").read_bytes()[:-40])
(folder / "words.onnx").write_text("A model? No: a line of text.\n")

for name, colour in (("red", (200, 0, 0)), ("darkred", (100, 0, 0)), ("green", (0, 200, 0))):
    (folder / f"{name}.ppm").write_bytes(b"P6\n6 5\n255\n" + bytes(colour) * 30)
for name, ground, bright in (("upper", (0, 60, 0), 0), ("lower", (0, 0, 60), 3), ("dark", (0, 0, 60), 9)):
    pixels = [(255, 90, 0) if 2 * (y > 3) + (x > 3) == bright else ground for y in range(8) for x in range(8)]
    (folder / f"{name}.ppm").write_bytes(b"P6\n8 8\n255\n" + bytes(sum(pixels, ())))
row = {"-": (255, 0, 0), "a": (0, 255, 0), "b": (0, 0, 255)}
line = "aa-abb-b"
(folder / "line.pgm").write_bytes(b"P5\n8 3\n255\n" + b"".join(bytes(row[c][y] for c in line) for y in range(3)))
(folder / "huge.png").write_bytes(png_head(30000, 30000))
(folder / "cut.png").write_bytes(png_head(64, 64))
