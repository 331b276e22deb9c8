namespace Cog.Validation;

/// <summary>What decoding blocks brought to light.</summary>
/// <param name="Problems">Blocks that give no pixels, directory by directory; the first few of each.</param>
/// <param name="Coverage">How many were looked at.</param>
internal sealed record PixelFindings(IReadOnlyList<BlockProblem> Problems, BlockCoverage Coverage);
