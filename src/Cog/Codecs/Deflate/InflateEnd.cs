namespace Cog.Codecs.Deflate;

/// <summary>Why inflating stopped.</summary>
internal enum InflateEnd
{
    /// <summary>The stream's end, checksum and all.</summary>
    OfStream,

    /// <summary>The source has no more bytes, but the stream does not end there.</summary>
    OfSource,

    /// <summary>The buffer is full, and the stream goes on.</summary>
    OfBuffer,
}
