namespace Cog.Resamplers;

/// <summary>One band of a window, and where its resampled samples go.</summary>
internal readonly ref struct SamplePlane
{
    /// <summary>Of source and output.</summary>
    public required SampleType Type { get; init; }

    /// <summary>The window's samples.</summary>
    public required ReadOnlySpan<byte> Source { get; init; }

    /// <summary>Their mask: 0 masked, 255 valid, between them partly transparent.</summary>
    public required ReadOnlySpan<byte> Valid { get; init; }

    /// <summary>Receives the samples, 0 where masked.</summary>
    public required Span<byte> Output { get; init; }

    /// <summary>Receives their mask: 255, or 0 where no source pixel was valid.</summary>
    public required Span<byte> Made { get; init; }
}
