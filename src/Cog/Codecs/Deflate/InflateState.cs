namespace Cog.Codecs.Deflate;

/// <summary>Where inflating stands in its input and its output.</summary>
internal struct InflateState
{
    /// <summary>Bytes of input in the bit buffer or behind it.</summary>
    public int Read;

    /// <summary>Bytes of output.</summary>
    public int Written;

    /// <summary>Bits that were read and not used, the next one lowest. Above them stand zeros, or what follows in the stream.</summary>
    public ulong Bits;

    /// <summary>How many.</summary>
    public int BitCount;
}

/// <summary>Why the loop over codes stopped.</summary>
internal enum InflateStop
{
    /// <summary>A limit, or the margin at an end of input or output.</summary>
    Margin,

    /// <summary>The block's end.</summary>
    EndOfBlock,

    /// <summary>A code that the block's tables do not have, or that RFC 1951 gives no meaning.</summary>
    NoSuchCode,

    /// <summary>A match that begins before the first byte.</summary>
    TooFarBack,

    /// <summary>The input ends inside a code.</summary>
    SourceEnds,

    /// <summary>There is no room for what the last code means.</summary>
    DestinationFull,
}
