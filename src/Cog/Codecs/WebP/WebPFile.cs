using Cog.Codecs.WebP.Lossless;
using Cog.Codecs.WebP.Lossy;

namespace Cog.Codecs.WebP;

/// <summary>
/// Where the parts of a still picture stand in a WebP file (WebP container specification): one chunk of image data, "VP8 " or "VP8L", and
/// in an extended file ("VP8X") perhaps a chunk of alpha before it.
/// </summary>
/// <remarks>What is accepted is what libwebp accepts of a whole file, image data without any container included.</remarks>
internal readonly ref struct WebPFile
{
    private const int ChunkHeaderBytes = 8,
        FileHeaderBytes = 12,
        ExtendedChunkBytes = 10,
        AnimationFlag = 0x02;

    private WebPFile(ReadOnlySpan<byte> image, ReadOnlySpan<byte> alpha)
    {
        Image = image;
        Alpha = alpha;
    }

    /// <summary>From the first byte of the image data to the end of the file: where a chunk says to end earlier is not looked at.</summary>
    public ReadOnlySpan<byte> Image { get; }

    /// <summary>The alpha chunk, if <see cref="HasAlphaChunk"/>.</summary>
    public ReadOnlySpan<byte> Alpha { get; }

    /// <summary>Whether there is an alpha chunk.</summary>
    public bool HasAlphaChunk { get; private init; }

    /// <summary>Whether the image data are VP8L.</summary>
    public bool IsLossless { get; private init; }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; private init; }

    /// <summary>Rows.</summary>
    public int Height { get; private init; }

    /// <summary>Finds the parts.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="interruption">Asked once a chunk.</param>
    /// <exception cref="InvalidTiffException">A part is missing, cut off, or contradicts another.</exception>
    public static WebPFile Read(ReadOnlySpan<byte> file, Interruption interruption)
    {
        var reader = new ChunkReader(file, interruption);
        reader.ReadFileHeader();
        uint? canvasFlags = reader.ReadExtendedHeader(out (int Width, int Height) canvas);
        ReadOnlySpan<byte> alpha = reader.SkipToImage(canvasFlags != null, out bool hasAlphaChunk);
        ReadOnlySpan<byte> image = reader.ReadImageHeader(out bool isLossless, out uint imageBytes);

        int width,
            height;
        if (isLossless)
        {
            LosslessHeader header = LosslessHeader.Read(image);
            (width, height) = (header.Width, header.Height);
        }
        else
        {
            FrameTag tag = FrameTag.Read(image, imageBytes);
            (width, height) = (tag.Width, tag.Height);
        }

        if (canvasFlags != null && (width, height) != canvas)
        {
            throw new InvalidTiffException(
                $"The WebP block's canvas has {canvas.Width} × {canvas.Height} pixels, its picture {width} × {height}."
            );
        }

        return new(image, alpha)
        {
            HasAlphaChunk = hasAlphaChunk,
            IsLossless = isLossless,
            Width = width,
            Height = height,
        };
    }

    private ref struct ChunkReader(ReadOnlySpan<byte> file, Interruption interruption)
    {
        private readonly int _length = file.Length;
        private ReadOnlySpan<byte> _rest = file;
        private uint? _riffBytes; // What the file says of itself, from behind its own length on.

        // "RIFF", a length, "WEBP".
        public void ReadFileHeader()
        {
            if (_rest.Length < FileHeaderBytes || !_rest.StartsWith("RIFF"u8))
            {
                return;
            }

            uint bytes = LengthAt(4);
            if (!_rest[8..].StartsWith("WEBP"u8))
            {
                throw new InvalidTiffException("The WebP block is a RIFF file of another type than WEBP.");
            }

            if (bytes < 4 + ChunkHeaderBytes || bytes > _length - ChunkHeaderBytes)
            {
                throw new InvalidTiffException(
                    $"The WebP block's RIFF header says {bytes} bytes: at least {4 + ChunkHeaderBytes} are needed, "
                        + $"{_length - ChunkHeaderBytes} are there."
                );
            }

            _riffBytes = bytes;
            _rest = _rest[FileHeaderBytes..];
        }

        // Flags in 4 bytes, then the canvas: width - 1 and height - 1 in 3 bytes each.
        public uint? ReadExtendedHeader(out (int Width, int Height) canvas)
        {
            canvas = default;
            Need(ChunkHeaderBytes);
            if (!_rest.StartsWith("VP8X"u8))
            {
                return null;
            }

            if (_riffBytes == null || LengthAt(4) != ExtendedChunkBytes)
            {
                throw new InvalidTiffException($"The WebP block has a VP8X chunk of {LengthAt(4)} bytes, or no RIFF header before it.");
            }

            Need(ChunkHeaderBytes + ExtendedChunkBytes);
            uint flags = LengthAt(8);
            canvas = (ThreeBytesAt(12) + 1, ThreeBytesAt(15) + 1);
            if ((flags & AnimationFlag) != 0)
            {
                throw new UnsupportedTiffException("The WebP block is an animation; still pictures are read.");
            }

            if ((long)canvas.Width * canvas.Height >= 1L << 32)
            {
                throw new InvalidTiffException($"The WebP block's canvas of {canvas.Width} × {canvas.Height} pixels is too large.");
            }

            _rest = _rest[(ChunkHeaderBytes + ExtendedChunkBytes)..];
            return flags;
        }

        // Profiles, metadata and the alpha may stand before the image.
        public ReadOnlySpan<byte> SkipToImage(bool isExtended, out bool hasAlpha)
        {
            hasAlpha = false;
            ReadOnlySpan<byte> alpha = [];
            if (!isExtended && (_riffBytes != null || !_rest.StartsWith("ALPH"u8)))
            {
                return alpha;
            }

            long total = 4 + ChunkHeaderBytes + ExtendedChunkBytes;
            while (true)
            {
                interruption.ThrowIfRequested();
                Need(ChunkHeaderBytes);
                long bytes = LengthAt(4),
                    padded = (ChunkHeaderBytes + bytes + 1) & ~1L;
                total += padded;
                if (bytes > uint.MaxValue - ChunkHeaderBytes - 1 || (_riffBytes is { } riff && total > riff))
                {
                    throw new InvalidTiffException($"The WebP block has a chunk of {bytes} bytes that ends behind the file.");
                }

                if (_rest.StartsWith("VP8 "u8) || _rest.StartsWith("VP8L"u8))
                {
                    return alpha;
                }

                Need(padded);
                if (_rest.StartsWith("ALPH"u8))
                {
                    alpha = _rest.Slice(ChunkHeaderBytes, (int)bytes); // Of several the last counts, as with libwebp.
                    hasAlpha = true;
                }

                _rest = _rest[(int)padded..];
            }
        }

        public ReadOnlySpan<byte> ReadImageHeader(out bool isLossless, out uint imageBytes)
        {
            Need(ChunkHeaderBytes);
            isLossless = _rest.StartsWith("VP8L"u8);
            if (!isLossless && !_rest.StartsWith("VP8 "u8))
            {
                isLossless = LosslessHeader.IsAt(_rest);
                imageBytes = (uint)_rest.Length;
                return _rest;
            }

            imageBytes = LengthAt(4);
            if ((_riffBytes is { } riff && imageBytes > riff - 4 - ChunkHeaderBytes) || imageBytes > _rest.Length - ChunkHeaderBytes)
            {
                throw new InvalidTiffException(
                    $"The WebP block's image data of {imageBytes} bytes are cut off: {_rest.Length - ChunkHeaderBytes} bytes are left."
                );
            }

            return _rest[ChunkHeaderBytes..];
        }

        private readonly void Need(long bytes)
        {
            if (_rest.Length < bytes)
            {
                throw new InvalidTiffException(
                    $"The WebP block of {_length} bytes is cut off: {bytes} bytes are needed at {_length - _rest.Length}."
                );
            }
        }

        private readonly uint LengthAt(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(_rest[offset..]);

        private readonly int ThreeBytesAt(int offset) => _rest[offset] | (_rest[offset + 1] << 8) | (_rest[offset + 2] << 16);
    }
}
