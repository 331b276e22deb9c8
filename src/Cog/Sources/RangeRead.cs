namespace Cog.Sources;

/// <summary>What one read brought.</summary>
/// <param name="Data">The bytes; shorter than asked for only at the end of the object.</param>
/// <param name="ETag">The object's version as the source states it, quotes included; null when it states none.</param>
/// <param name="ObjectLength">Bytes of the whole object; null when the source does not say.</param>
public sealed record RangeRead(ReadOnlyMemory<byte> Data, string? ETag, long? ObjectLength);
