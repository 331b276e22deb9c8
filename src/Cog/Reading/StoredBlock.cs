namespace Cog.Reading;

/// <summary>A block of a level as it is stored, and what its mask says of it.</summary>
/// <param name="Bytes">Without leader and trailer; none for a block that was never written.</param>
/// <param name="IsMasked">Whether the level's mask, if it was asked, hides any of its pixels.</param>
internal readonly record struct StoredBlock(ReadOnlyMemory<byte> Bytes, bool IsMasked);
