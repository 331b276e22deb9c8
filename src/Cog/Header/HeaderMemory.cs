namespace Cog.Header;

/// <summary>How much memory a header holds on to.</summary>
internal static class HeaderMemory
{
    // Of 64-bit .NET: an Ifd with its facts and layout; a Tag with its place in a directory.
    private const int IfdBytes = 600;
    private const int TagBytes = 120;

    /// <summary>Counts whole arrays: a tag of ten bytes that was read with thousands beside it keeps them all.</summary>
    /// <param name="header">The header.</param>
    /// <param name="remembered">Bytes of the file that opening read, where they are remembered.</param>
    public static long Of(CogHeader header, IEnumerable<ReadOnlyMemory<byte>> remembered)
    {
        var arrays = new HashSet<byte[]>(ReferenceEqualityComparer.Instance);
        long bytes = remembered.Sum(Take);
        foreach (Ifd ifd in header.Ifds.Concat(header.SubIfds))
        {
            bytes += IfdBytes;
            foreach (Tag tag in ifd.Tags.Values)
            {
                bytes += TagBytes + Take(tag.Data) + Made(tag);
            }
        }

        return bytes;

        long Take(ReadOnlyMemory<byte> data) =>
            data.IsEmpty || (MemoryMarshal.TryGetArray(data, out ArraySegment<byte> segment) && !arrays.Add(segment.Array!))
                ? 0
                : segment.Array?.Length ?? data.Length;
    }

    // Text becomes strings of two bytes a letter, in up to two dictionaries; a colour map becomes an array.
    private static long Made(Tag tag) =>
        tag.Type == FieldType.Ascii ? 4L * tag.Data.Length
        : tag.Id == TagId.ColorMap ? tag.Data.Length
        : 0;
}
