using Cog.Validation;

namespace Cog;

/// <summary>The result of validating a file.</summary>
/// <param name="Errors">Why the file is not a Cloud Optimized GeoTIFF.</param>
/// <param name="Warnings">What it should have, but need not.</param>
public sealed record CogValidation(IReadOnlyList<string> Errors, IReadOnlyList<string> Warnings)
{
    /// <summary>What reading the file costs, and what would make it cheaper or safer: no part of the verdict.</summary>
    public IReadOnlyList<string> Advice { get; init; } = [];

    /// <summary>
    /// How many blocks a full check looked at for their order, leaders and trailers; null when none was asked for, or the file promises
    /// nothing of them.
    /// </summary>
    internal BlockCoverage? Frames { get; init; }

    /// <summary>What decoding all blocks found, where that was asked for.</summary>
    internal PixelFindings? Pixels { get; init; }

    /// <summary>True without errors; with <paramref name="strict"/>, also without warnings.</summary>
    public bool IsValid(bool strict) => Errors.Count == 0 && !(strict && Warnings.Count > 0);
}
