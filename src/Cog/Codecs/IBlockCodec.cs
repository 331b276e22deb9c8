namespace Cog.Codecs;

/// <summary>Undoes one <see cref="Compression"/>.</summary>
/// <remarks>
/// Implementations are safe for concurrent calls, read and write only inside the spans, and allocate nothing that scales with the data.
/// </remarks>
internal interface IBlockCodec
{
    /// <summary>Decodes one block.</summary>
    /// <param name="source">The compressed bytes, exactly as stored.</param>
    /// <param name="destination"> <see cref="BlockLayout.ByteCount"/> bytes, owned by the caller. Rows of
    /// <see cref="BlockLayout.RowBytes"/>, samples chunky and in the file's bit depth and byte order, the predictor still applied: the
    /// state that libtiff calls "decoded, before post-processing".
    /// Bytes that the data does not reach stay as the caller left them (zero) where GDAL accepts a short block.
    /// </param>
    /// <param name="layout">The block's shape and tags.</param>
    /// <exception cref="InvalidTiffException">The data is malformed or ends early.</exception>
    /// <exception cref="UnsupportedTiffException">A legal variant that this codec does not have.</exception>
    void Decode(ReadOnlySpan<byte> source, Span<byte> destination, BlockLayout layout);

    /// <summary>
    /// Decodes one block and holds its stream to what it says of itself: its end, and its checksum. <see cref="Decode"/> passes over both
    /// where GDAL reads the samples all the same. Codecs without either, and those that always look, do no more than <see cref="Decode"/>.
    /// </summary>
    /// <exception cref="InvalidTiffException">As <see cref="Decode"/>, or the checksum is missing or another.</exception>
    void DecodeChecked(ReadOnlySpan<byte> source, Span<byte> destination, BlockLayout layout) => Decode(source, destination, layout);

    /// <summary>
    /// Holds what a stream says of its own size against the block's, before memory is taken for a large one. Codecs whose streams say
    /// nothing of it do nothing.
    /// </summary>
    /// <exception cref="InvalidTiffException">It is another size, or the stream ends before it is said.</exception>
    void Check(ReadOnlySpan<byte> source, BlockLayout layout) { }

    /// <summary>
    /// The upper left part of a block that a stream holds: all of it, save for codecs whose streams may legally be smaller. Pixels outside
    /// of it are 0, and nothing is decoded into.
    /// </summary>
    /// <returns>The block's own shape when the stream says nothing, or is damaged: decoding it tells.</returns>
    BlockLayout Held(ReadOnlySpan<byte> source, BlockLayout layout) => layout;
}
