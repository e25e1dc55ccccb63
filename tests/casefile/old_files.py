"""Files of Outlook and of Office before 2007, written from their specifications ([MS-CFB], [MS-OXMSG], [MS-DOC], [MS-XLS], [MS-OXRTFCP]) as small as they can be:
what the readers are tried on. All names and words are made up."""
import struct

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def chained(numbers):
    return [n + 1 for n in numbers[:-1]] + [END] if numbers else []


def compound(tree):
    """[MS-CFB] of {name: bytes or tree}; streams of less than 4,096 bytes lie in the mini stream."""
    entries = [["Root Entry", 5, None, None]]

    def add(storage, owner):
        children = []
        for name in sorted(storage, key=lambda n: (len(n), n.upper())):
            value = storage[name]
            index = len(entries)
            entries.append([name, 1 if isinstance(value, dict) else 2, None, value if not isinstance(value, dict) else None])
            children.append(index)
            if isinstance(value, dict):
                add(value, index)
        entries[owner][2] = children

    add(tree, 0)
    mini, mini_fat, data, fat = b"", [], b"", []

    def sectors(content):
        nonlocal data
        first = len(fat)
        count = -(-len(content) // SECTOR)
        data += content.ljust(count * SECTOR, b"\0")
        fat.extend(chained(list(range(first, first + count))))
        return first if count else END

    starts = {}
    for i, (_, kind, _, content) in enumerate(entries):
        if kind == 2 and len(content) < 4096:
            first, count = len(mini_fat), -(-len(content) // 64)
            mini += content.ljust(count * 64, b"\0")
            mini_fat.extend(chained(list(range(first, first + count))))
            starts[i] = (first if count else END, len(content))
        elif kind == 2:
            starts[i] = (sectors(content), len(content))
    starts[0] = (sectors(mini), len(mini))
    mini_start = sectors(struct.pack(f"<{len(mini_fat)}I", *mini_fat))
    raw = b""
    siblings = {}
    for e in entries:  # a chain to the right is a tree too
        for a, b in zip(e[2] or [], (e[2] or [])[1:]):
            siblings[a] = b
    for i, (name, kind, children, _) in enumerate(entries):
        wide = name.encode("utf-16-le") + b"\0\0"
        start, size = starts.get(i, (0, 0))
        raw += wide.ljust(64, b"\0") + struct.pack("<HBBIII16sIQQIQ", len(wide), kind, 1, FREE, siblings.get(i, FREE),
                                                   children[0] if children else FREE, b"", 0, 0, 0, start, size)
    directory = sectors(raw)
    count = 1
    while count * 128 < len(fat) + count:
        count += 1
    places = list(range(len(fat), len(fat) + count))
    fat.extend([FAT] * count)
    fat.extend([FREE] * (count * 128 - len(fat)))
    data += struct.pack(f"<{len(fat)}I", *fat)
    header = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + bytes(16) + struct.pack("<HHHHHHIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, count, directory, 0, 4096,
                                                                          mini_start, max(1, -(-len(mini_fat) * 4 // SECTOR)), END, 0)
    return header + struct.pack("<109I", *(places + [FREE] * (109 - len(places)))) + data


def properties(header, numbers):
    return bytes(header) + b"".join(struct.pack("<HHI8s", kind, tag, 6, value) for tag, kind, value in numbers)


def texts(**named):
    return {f"__substg1.0_{tag}001F": value.encode("utf-16-le") for tag, value in named.items()}


def rtf_packed(text):
    """[MS-OXRTFCP] without any reference to earlier bytes."""
    out = b"".join(b"\0" + text[i:i + 8] for i in range(0, len(text), 8))
    return struct.pack("<III4s", len(out) + 12, len(text), 0x75465A4C, bytes(4)) + out


def item(subject, body=None, rich=None, attached=(), header=32, ident=1):
    ticks = (1772438400 + 11644473600) * 10_000_000  # 2026-03-02T08:00:00Z
    tree = {"__properties_version1.0": properties(header, [(0x0039, 0x40, struct.pack("<Q", ticks))]),
            **texts(**{"001A": "IPM.Note", "0037": subject, "0C1A": "A. Sample", "5D01": "a.sample@example.org", "1035": f"<o{ident}@example.org>"}),
            "__recip_version1.0_#00000000": {"__properties_version1.0": properties(8, [(0x0C15, 3, struct.pack("<Q", 1))]),
                                             **texts(**{"3001": "Bj\u00f6rn Sample", "39FE": "b.sample@example.org"})}}
    if body is not None:
        tree.update(texts(**{"1000": body}))
    if rich is not None:
        tree["__substg1.0_10090102"] = rtf_packed(rich)
    for i, (name, content) in enumerate(attached):
        storage = {"__properties_version1.0": properties(8, [(0x3705, 3, struct.pack("<Q", 5 if isinstance(content, dict) else 1))]), **texts(**{"3707": name})}
        storage["__substg1.0_3701000D" if isinstance(content, dict) else "__substg1.0_37010102"] = content
        tree[f"__attach_version1.0_#{i:08X}"] = storage
    return tree


def word(blocks, compressed=True):
    """[MS-DOC]: the blocks of text in the order of the counts in the file information block; every second piece is of wide letters."""
    fib = bytearray(0x400)
    struct.pack_into("<HH", fib, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", fib, 0x0A, 0x0200)
    main, places, counts, at = b"", [], [0], 0
    for i, block in enumerate(blocks):
        narrow = i % 2 == 0
        start = len(fib) + len(main)
        places.append(struct.pack("<HIH", 0, (start * 2) | 0x40000000 if narrow else start, 0))
        main += block.encode("cp1252" if narrow else "utf-16-le") + b"\0" * (narrow and len(block) % 2)
        struct.pack_into("<I", fib, 0x4C + 4 * i, len(block))
        at += len(block)
        counts.append(at)
    plc = struct.pack(f"<{len(counts)}I", *counts) + b"".join(places)
    clx = b"\1" + struct.pack("<H", 3) + b"xyz" + b"\2" + struct.pack("<I", len(plc)) + plc
    struct.pack_into("<II", fib, 0x1A2, 0, len(clx))
    return compound({"WordDocument": bytes(fib) + main, "1Table": clx.ljust(4096, b"\0")})


def record(kind, body):
    return struct.pack("<HH", kind, len(body)) + body


def wide(text, count="<HB"):
    return struct.pack(count, len(text), 1) + text.encode("utf-16-le")


def sheets(strings, rows, sheet):
    """[MS-XLS] of one sheet; rows of (column, value); whole numbers are dates (days since 1899-12-30). The last string goes on in another record."""
    head, last = b"".join(wide(s) for s in strings[:-1]), strings[-1]
    table = struct.pack("<II", len(strings), len(strings)) + head + struct.pack("<HB", len(last), 1) + last[:3].encode("utf-16-le")
    more = b"\0" + last[3:].encode("latin-1")
    formats = record(0xE0, struct.pack("<HH16x", 0, 0)) + record(0xE0, struct.pack("<HH16x", 0, 22))
    body = record(0x809, struct.pack("<HH12x", 0x600, 0x10))
    for r, cells in enumerate(rows):
        for column, value in cells:
            if isinstance(value, str):
                body += record(0xFD, struct.pack("<HHHI", r, column, 0, strings.index(value)))
            elif isinstance(value, float):
                body += record(0x203, struct.pack("<HHHd", r, column, 1, value))
            else:
                body += record(0x27E, struct.pack("<HHHI", r, column, 0, value << 2 | 2))
    body += record(0x0A, b"")
    before = record(0x809, struct.pack("<HH12x", 0x600, 5)) + formats
    after = record(0xFC, table) + record(0x3C, more) + record(0x0A, b"")
    name = sheet.encode("latin-1")
    offset = len(before) + 4 + 8 + len(name) + len(after)
    bound = record(0x85, struct.pack("<IBBBB", offset, 0, 0, len(name), 0) + name)
    return compound({"Workbook": (before + bound + after + body).ljust(4096, b"\0")})


def slides(*pages):
    def box(kind, body, container=True):
        return struct.pack("<HHI", 0xF if container else 0, kind, len(body)) + body

    body = b"".join(box(0x03EE, box(0xF00D, box(0x0FA0, page.encode("utf-16-le"), False))) for page in pages)
    return compound({"PowerPoint Document": body.ljust(4096, b"\0")})
