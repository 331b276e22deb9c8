namespace Cog.Validation;

/// <summary>How a file is judged.</summary>
internal sealed record ValidationRequest
{
    /// <summary>The rule set to validate against.</summary>
    public ValidationProfile Profile { get; init; }

    /// <summary>
    /// Whether blocks are looked at, too, as GDAL's full check does: their order, and the leaders, trailers and mask positions that the
    /// file promises.
    /// </summary>
    public bool IsFull { get; init; }

    /// <summary>Whether every block of every level is decoded, too, masks and all, with its checksum: reads the whole file.</summary>
    public bool IsDecoded { get; init; }

    /// <summary>What looking at blocks may cost; without bounds by default.</summary>
    public BlockBudget Budget { get; init; } = BlockBudget.Unlimited;

    /// <summary>True when an .ovr file lies beside it.</summary>
    public bool HasExternalOverviews { get; init; }
}
