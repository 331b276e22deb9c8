using Cog.Header;
using Cog.Rendering.Statistics;

namespace Cog.Api.Stac;

/// <summary>A band by the extension <c>raster</c> 1.1. Null fields are left out.</summary>
/// <param name="DataType">Of its samples.</param>
/// <param name="Scale">What a sample is multiplied by.</param>
/// <param name="Offset">What is added then.</param>
internal sealed record StacRasterBand(string DataType, double Scale, double Offset)
{
    /// <summary>area or point; null when the file does not say.</summary>
    public string? Sampling { get; init; }

    public StacNumber? Nodata { get; init; }

    public string? Unit { get; init; }

    /// <summary>Of a preview.</summary>
    public StacStatistics? Statistics { get; init; }

    /// <summary>Of a preview.</summary>
    public StacHistogram? Histogram { get; init; }

    /// <summary>Describes a band.</summary>
    /// <param name="header">The file.</param>
    /// <param name="band">From 0.</param>
    /// <param name="counted">Its values; null for those that cannot be counted.</param>
    public static StacRasterBand Of(CogHeader header, int band, BandStatistics? counted)
    {
        SampleType type = header.Image.SampleType;
        bool isWhole = !type.IsFloatingPoint() && !type.IsComplex();
        return new(NameOf(type), header.Metadata.Scale(band), header.Metadata.Offset(band))
        {
#pragma warning disable CA1308 // The extension's words are in lower case.
            Sampling = header.ImageMetadata.GetValueOrDefault("AREA_OR_POINT")?.ToLowerInvariant(),
#pragma warning restore CA1308
            Nodata = header.NoData is { } noData ? new(noData.Value, isWhole) : null,
            Unit = header.Metadata.Unit(band) is { Length: > 0 } unit ? unit : null,
            Statistics = counted is { Pixels.Valid: > 0 }
                ? new(
                    counted.Moments.Mean,
                    new(counted.Ranks.Min, isWhole),
                    new(counted.Ranks.Max, isWhole),
                    counted.Moments.Std,
                    counted.Pixels.Valid / counted.Pixels.Covered * 100
                )
                : null,
            Histogram = counted is { Pixels.Valid: > 0, Histogram: { } histogram }
                ? new(histogram.Edges.Count, histogram.Edges[0], histogram.Edges[^1], [.. histogram.Counts.Select(n => (long)n)])
                : null,
        };
    }

    // The extension's own names of complex types; the others are NumPy's, too.
    private static string NameOf(SampleType type) =>
        type switch
        {
            SampleType.ComplexInt16 => "cint16",
            SampleType.ComplexInt32 => "cint32",
            SampleType.ComplexFloat32 => "cfloat32",
            SampleType.ComplexFloat64 => "cfloat64",
            _ => type.NumPyName(),
        };
}

/// <summary>Statistics of the valid pixels.</summary>
/// <param name="Mean">Before scale and offset, as the others.</param>
/// <param name="Minimum">The least.</param>
/// <param name="Maximum">The largest.</param>
/// <param name="Stddev">Of the population.</param>
/// <param name="ValidPercent">How many of all pixels are valid, 0 to 100.</param>
internal sealed record StacStatistics(double Mean, StacNumber Minimum, StacNumber Maximum, double Stddev, double ValidPercent);

/// <summary>Counts in bins of equal width.</summary>
/// <param name="Count">Edges of the bins, one more than these, as rio-stac counts.</param>
/// <param name="Min">The first edge.</param>
/// <param name="Max">The last edge.</param>
/// <param name="Buckets">Pixels in each bin.</param>
internal sealed record StacHistogram(int Count, double Min, double Max, IReadOnlyList<long> Buckets);

/// <summary>A band by the extension <c>eo</c> 1.1.</summary>
/// <param name="Name"><c>b1</c> for the first.</param>
/// <param name="Description">The file's own words, else what the band means.</param>
internal sealed record StacEoBand(string Name, string Description)
{
    /// <summary>Every band of a file.</summary>
    public static StacEoBand[] Of(CogHeader header) =>
        [
            .. header.ColorInterpretation.Select(
                (meaning, band) =>
                    new StacEoBand(
                        BandLabel.NameOf(band),
                        header.Metadata.Description(band) is { Length: > 0 } text ? text : meaning.Name()
                    )
            ),
        ];
}

/// <summary>A value of a sample: a number, without a fraction where samples have none; <c>nan</c>, <c>inf</c>, <c>-inf</c>.</summary>
/// <param name="Value">May be NaN or infinite.</param>
/// <param name="IsWhole">Whether samples are whole numbers.</param>
[JsonConverter(typeof(StacNumberConverter))]
internal sealed record StacNumber(double Value, bool IsWhole);

/// <summary>Writes the number or the word.</summary>
internal sealed class StacNumberConverter : WrittenConverter<StacNumber>
{
    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, StacNumber value, JsonSerializerOptions options)
    {
        double number = value.Value;
        if (!double.IsFinite(number))
        {
            writer.WriteStringValue(
                double.IsNaN(number) ? "nan"
                : number > 0 ? "inf"
                : "-inf"
            );
        }
        else if (value.IsWhole && double.IsInteger(number))
        {
            writer.WriteNumberValue((decimal)number);
        }
        else
        {
            WriteNumber(writer, number, options);
        }
    }
}
