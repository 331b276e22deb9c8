using System.Collections.Frozen;
using Cog.Tiff;

namespace Cog.Codecs;

/// <summary>The table of codecs: which <see cref="Compression"/> is undone by what.</summary>
public sealed class BlockCodecs
{
    private readonly FrozenDictionary<Compression, IBlockCodec> _codecs;

    private BlockCodecs(IEnumerable<KeyValuePair<Compression, IBlockCodec>> codecs) => _codecs = codecs.ToFrozenDictionary();

    /// <summary>Everything that needs no native code.</summary>
    public static BlockCodecs Managed { get; } = new([]);

    /// <summary>The same table with one codec added or replaced, e.g. WebP by way of a native library.</summary>
    public BlockCodecs With(Compression compression, IBlockCodec codec) =>
        new([.. _codecs.Where(c => c.Key != compression), new(compression, codec)]);

    /// <summary>Decodes a block and undoes its predictor: samples in native byte order, still at the file's bit depth and chunky.</summary>
    /// <param name="source">The compressed bytes.</param>
    /// <param name="destination"><see cref="BlockLayout.ByteCount"/> bytes, zeroed by the caller.</param>
    /// <param name="layout">The block's shape and tags.</param>
    public void Decode(ReadOnlySpan<byte> source, Span<byte> destination, BlockLayout layout) =>
        throw new NotImplementedException();
}
