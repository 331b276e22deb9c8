namespace Cog.Validation;

/// <summary>How many blocks were looked at.</summary>
/// <param name="Blocks">Those looked at; blocks that were never written are among them.</param>
/// <param name="Of">Those the file has: of the image, its overviews, and their masks.</param>
/// <param name="Stopped">What ended the look early; null when all was looked at that was to be.</param>
internal sealed record BlockCoverage(long Blocks, long Of, string? Stopped)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        string share =
            Blocks == Of && Stopped is null
                ? string.Create(CultureInfo.InvariantCulture, $"Looked at all {Of:N0} blocks")
                : string.Create(CultureInfo.InvariantCulture, $"Looked at {Blocks:N0} of {Of:N0} blocks");
        return Stopped is null ? share + "." : $"{share}: {Stopped}";
    }
}
