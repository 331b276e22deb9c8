using System.Buffers;
using System.Collections.Frozen;
using Cog.Codecs.Jpeg;
using Cog.Codecs.WebP;

namespace Cog.Codecs;

/// <summary>The table of codecs: which <see cref="Compression"/> is undone by what.</summary>
internal sealed class BlockCodecs
{
    private readonly FrozenDictionary<Compression, IBlockCodec> _codecs;

    private BlockCodecs(IEnumerable<KeyValuePair<Compression, IBlockCodec>> codecs) => _codecs = codecs.ToFrozenDictionary();

    /// <summary>Every codec; none needs native code.</summary>
    public static BlockCodecs Managed { get; } =
        new([
            new(Compression.None, new NoneCodec()),
            .. Of(new FaxCodec(), Compression.CcittRle, Compression.CcittFax3, Compression.CcittFax4),
            new(Compression.Lzw, new LzwCodec()),
            .. Of(new DeflateCodec(), Compression.AdobeDeflate, Compression.Deflate),
            new(Compression.PackBits, new PackBitsCodec()),
            new(Compression.Zstd, new ZstdCodec()),
            new(Compression.Jpeg, new JpegCodec()),
            new(Compression.Lerc, new LercCodec()),
            new(Compression.Lzma, new LzmaCodec()),
            new(Compression.WebP, new WebPCodec()),
        ]);

    private static IEnumerable<KeyValuePair<Compression, IBlockCodec>> Of(IBlockCodec codec, params Compression[] compressions) =>
        compressions.Select(compression => KeyValuePair.Create(compression, codec));

    /// <summary>The same table with one codec added or replaced.</summary>
    public BlockCodecs With(Compression compression, IBlockCodec codec) =>
        new([.. _codecs.Where(c => c.Key != compression), new(compression, codec)]);

    /// <summary>Decodes a block and undoes its predictor: samples in native byte order, still at the file's bit depth and chunky.</summary>
    /// <param name="source">The compressed bytes.</param>
    /// <param name="destination"><see cref="BlockLayout.ByteCount"/> bytes, zeroed by the caller.</param>
    /// <param name="layout">The block's shape and tags.</param>
    /// <exception cref="InvalidTiffException">The data is malformed or ends early.</exception>
    /// <exception cref="UnsupportedTiffException">There is no codec for the compression, or none for the way it is used.</exception>
    public void Decode(ReadOnlySpan<byte> source, Span<byte> destination, BlockLayout layout) =>
        Undo(source, destination, layout, isChecked: false);

    /// <summary>
    /// The same, and the stream must end and have the checksum that it says: see <see cref="IBlockCodec.DecodeChecked"/>.
    /// </summary>
    public void DecodeChecked(ReadOnlySpan<byte> source, Span<byte> destination, BlockLayout layout) =>
        Undo(source, destination, layout, isChecked: true);

    /// <inheritdoc cref="IBlockCodec.Check"/>
    public void Check(ReadOnlySpan<byte> source, BlockLayout layout) => CodecOfStored(layout)?.Check(source, layout);

    /// <inheritdoc cref="IBlockCodec.Held"/>
    public BlockLayout Held(ReadOnlySpan<byte> source, BlockLayout layout) => CodecOfStored(layout)?.Held(source, layout) ?? layout;

    // Whose streams can be looked into as they are stored.
    private IBlockCodec? CodecOfStored(BlockLayout layout) =>
        !layout.IsLowBitFirst || HasOwnBitOrder(layout.Compression) ? _codecs.GetValueOrDefault(layout.Compression) : null;

    private void Undo(ReadOnlySpan<byte> source, Span<byte> destination, BlockLayout layout, bool isChecked)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (destination.Length != layout.ByteCount)
        {
            throw new ArgumentException(
                $"The block decodes to {layout.ByteCount} bytes, the buffer has {destination.Length}.",
                nameof(destination)
            );
        }

        if (!_codecs.TryGetValue(layout.Compression, out IBlockCodec? codec))
        {
            throw new UnsupportedTiffException(
                $"Compression {(ushort)layout.Compression} ({layout.Compression}) is not supported; supported are "
                    + $"{string.Join(", ", _codecs.Keys.Order())}."
            );
        }

        Predictor predictor = PredictorOf(layout);

        if (destination.IsEmpty)
        {
            return;
        }

        if (ChromaSubsampling.AppliesTo(layout))
        {
            DecodeUnits(codec, source, destination, layout, isChecked);
        }
        else
        {
            DecodeInBitOrder(codec, source, destination, layout, isChecked);
        }

        if (layout.IsBigEndian || predictor != Predictor.None)
        {
            UndoRows(destination[..layout.NeededBytes(destination.Length)], layout, predictor);
        }
    }

    // Some rows at a time, to be asked between them, and while they are in the processor's cache.
    private static void UndoRows(Span<byte> block, BlockLayout layout, Predictor predictor)
    {
        int rowBytes = (int)layout.RowBytes,
            partBytes = Math.Max(1, Interruption.Interval / rowBytes) * rowBytes;
        while (!block.IsEmpty)
        {
            layout.Interruption.ThrowIfRequested();
            Span<byte> rows = block[..Math.Min(partBytes, block.Length)];
            block = block[rows.Length..];

            // Differences are taken between numbers, so bytes are swapped first; predictor 3 works on bytes, most significant first in any
            // file.
            if (layout.IsBigEndian && predictor != Predictor.FloatingPoint)
            {
                ByteOrder.Swap(rows, layout, predictor);
            }

            switch (predictor)
            {
                case Predictor.Horizontal:
                    HorizontalPredictor.Undo(rows, layout);
                    break;
                case Predictor.FloatingPoint:
                    FloatingPointPredictor.Undo(rows, layout);
                    break;
            }
        }
    }

    /// <summary>
    /// The predictor that applies. Tag 317 means something to the codecs that libtiff gives it to, and is ignored beside any other.
    /// </summary>
    private static Predictor PredictorOf(BlockLayout layout)
    {
        bool hasPredictor =
            layout.Compression
            is Compression.Lzw
                or Compression.AdobeDeflate
                or Compression.Deflate
                or Compression.Zstd
                or Compression.Lzma;
        if (!hasPredictor)
        {
            return Predictor.None;
        }

        bool isKnown = layout.Predictor switch
        {
            Predictor.None => true,
            Predictor.Horizontal => layout.BitsPerSample is 8 or 16 or 32 or 64,
            Predictor.FloatingPoint => layout.SampleFormat == SampleFormat.FloatingPoint && layout.BitsPerSample is 16 or 24 or 32 or 64,
            _ => false,
        };
        return isKnown
            ? layout.Predictor
            : throw new UnsupportedTiffException(
                $"Predictor {(ushort)layout.Predictor} ({layout.Predictor}) is not supported on {layout.BitsPerSample}-bit "
                    + $"{layout.SampleFormat} samples."
            );
    }

    /// <summary>Streams whose bits have an order of their own: libtiff does not apply FillOrder to them.</summary>
    private static bool HasOwnBitOrder(Compression compression) =>
        compression is Compression.Jpeg or Compression.OldJpeg or Compression.Jbig;

    private static void DecodeUnits(
        IBlockCodec codec,
        ReadOnlySpan<byte> source,
        Span<byte> destination,
        BlockLayout layout,
        bool isChecked
    )
    {
        int length = checked((int)ChromaSubsampling.UnitBytes(layout));
        byte[] rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            Span<byte> units = rented.AsSpan(0, length);
            units.Clear(); // What short data does not reach must not be another block's.
            DecodeInBitOrder(codec, source, units, layout, isChecked);
            ChromaSubsampling.Expand(units, destination, layout);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>
    /// FillOrder 2 (TIFF 6.0 section 8): what is stored has the bits of every byte reversed, whatever the codec makes of them.
    /// </summary>
    private static void DecodeInBitOrder(
        IBlockCodec codec,
        ReadOnlySpan<byte> source,
        Span<byte> destination,
        BlockLayout layout,
        bool isChecked
    )
    {
        if (!layout.IsLowBitFirst || HasOwnBitOrder(layout.Compression))
        {
            DecodeStream(codec, source, destination, layout, isChecked);
            return;
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(source.Length);
        try
        {
            Span<byte> reversed = rented.AsSpan(0, source.Length);
            for (int start = 0; start < source.Length; start += Interruption.Interval)
            {
                layout.Interruption.ThrowIfRequested();
                int count = Math.Min(Interruption.Interval, source.Length - start);
                ByteOrder.ReverseBits(source.Slice(start, count), reversed[start..]);
            }

            DecodeStream(codec, reversed, destination, layout, isChecked);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static void DecodeStream(
        IBlockCodec codec,
        ReadOnlySpan<byte> source,
        Span<byte> destination,
        BlockLayout layout,
        bool isChecked
    )
    {
        if (isChecked)
        {
            codec.DecodeChecked(source, destination, layout);
        }
        else
        {
            codec.Decode(source, destination, layout);
        }
    }
}
