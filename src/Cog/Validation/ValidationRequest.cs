namespace Cog.Validation;

/// <summary>How a file is judged.</summary>
public sealed record ValidationRequest
{
    /// <summary>Whose rules.</summary>
    public ValidationProfile Profile { get; init; }

    /// <summary>Whether blocks are looked at, too, as GDAL's full check does: their order, and the leaders, trailers and mask positions that the file promises.</summary>
    public bool IsFull { get; init; }

    /// <summary>True when an .ovr file lies beside it.</summary>
    public bool HasExternalOverviews { get; init; }
}
