using Cog.Header;

namespace Cog.Api.Validation;

/// <summary>What the samples are.</summary>
internal sealed record ProfileFacts
{
    public required int Bands { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    public required bool Tiled { get; init; }

    public required string Dtype { get; init; }

    /// <summary>PIXEL or BAND.</summary>
    public required string Interleave { get; init; }

    public required bool AlphaBand { get; init; }

    public required bool InternalMask { get; init; }

    public double? Nodata { get; init; }

    public required IReadOnlyList<string> ColorInterp { get; init; }

    /// <summary>Whether there is a palette.</summary>
    public required bool ColorMap { get; init; }

    public required double[] Scales { get; init; }

    public required double[] Offsets { get; init; }

    public static ProfileFacts Of(CogHeader header)
    {
        int[] bands = [.. Enumerable.Range(0, header.Image.SamplesPerPixel)];
        return new()
        {
            Bands = bands.Length,
            Width = header.Image.Width,
            Height = header.Image.Height,
            Tiled = header.Image.IsTiled,
            Dtype = header.Image.SampleType.NumPyName(),
            Interleave = header.ImageStructure["INTERLEAVE"],
            AlphaBand = header.AlphaBand is not null,
            InternalMask = header.Levels[0].Mask is not null,
            Nodata = header.NoData?.Value,
            ColorInterp = [.. header.ColorInterpretation.Select(meaning => meaning.Name())],
            ColorMap = Cog.Rendering.Styling.ColorMap.IsIn(header),
            Scales = [.. bands.Select(header.Metadata.Scale)],
            Offsets = [.. bands.Select(header.Metadata.Offset)],
        };
    }
}
