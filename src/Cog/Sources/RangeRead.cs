namespace Cog;

/// <summary>What one read brought.</summary>
/// <param name="Data">The bytes; shorter than asked for only at the end of the object.</param>
/// <param name="ETag">The object's version, to be handed back as it is: the source's own tag, quotes included, or what it is known by
/// besides; null when it states none.</param>
/// <param name="ObjectLength">Bytes of the whole object; null when the source does not say.</param>
public sealed record RangeRead(ReadOnlyMemory<byte> Data, string? ETag, long? ObjectLength);
