namespace Cog.Codecs.Jpeg;

/// <summary>Where the samples of a block go: the first sample, and samples from one row to the next.</summary>
internal readonly record struct BlockTarget(int Offset, int Stride);
