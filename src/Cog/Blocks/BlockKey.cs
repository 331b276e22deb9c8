namespace Cog.Blocks;

/// <summary>One version of one object.</summary>
/// <param name="Uri">The object.</param>
/// <param name="Scope">See <see cref="CogReaderOptions.BlockCacheScope"/>.</param>
/// <param name="ETag">The version.</param>
internal sealed record ObjectVersion(Uri Uri, string Scope, string ETag);

/// <summary>What a block is found by.</summary>
/// <param name="Object">Its object.</param>
/// <param name="Ifd">Its directory's position in the chain.</param>
/// <param name="Number">Its number there.</param>
internal readonly record struct BlockKey(ObjectVersion Object, int Ifd, long Number);
