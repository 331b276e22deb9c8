#!/usr/bin/env python3
"""Makes icon.png: a pyramid of tiles, 128 × 128, without any library."""
import pathlib
import struct
import zlib

SIZE = 128
COLORS = [(27, 94, 32), (56, 142, 60), (129, 199, 132)]


def pixel(x, y):
    # Three levels, each half as wide as the one below it, of square tiles with a gap.
    for level, (top, tile) in enumerate([(84, 26), (46, 26), (8, 26)]):
        count = 4 - level - (1 if level == 2 else 0) if level else 4
        width = count * 30 - 4
        left = (SIZE - width) // 2
        if top <= y < top + tile and left <= x < left + width and (x - left) % 30 < tile:
            return (*COLORS[level], 255)
    return (0, 0, 0, 0)


def chunk(name, data):
    return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))


rows = b''.join(b'\0' + b''.join(bytes(pixel(x, y)) for x in range(SIZE)) for y in range(SIZE))
pathlib.Path(__file__).with_name('icon.png').write_bytes(
    b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', SIZE, SIZE, 8, 6, 0, 0, 0)) + chunk(b'IDAT', zlib.compress(rows, 9)) + chunk(b'IEND', b''))
