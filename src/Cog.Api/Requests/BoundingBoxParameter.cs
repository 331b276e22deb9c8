using Cog.Geo;

namespace Cog.Api.Requests;

/// <summary>
/// Four numbers as a caller gives them: <c>minx,miny,maxx,maxy</c>. In longitude, <c>minx</c> &gt; <c>maxx</c> crosses ±180° (OGC 17-069r3
/// section 7.15.3; RFC 7946 section 5.2).
/// </summary>
internal sealed record BoundingBoxParameter
{
    private readonly BoundingBox _numbers;
    private readonly Func<InvalidParametersException> _unusable;

    private BoundingBoxParameter(BoundingBox numbers, Func<InvalidParametersException> unusable) =>
        (_numbers, _unusable) = (numbers, unusable);

    /// <summary>The numbers as they were given; <c>MinX &gt; MaxX</c> across ±180°.</summary>
    public BoundingBox Numbers => _numbers;

    /// <summary>True when it is a box across ±180°, or none.</summary>
    public bool IsAcross => _numbers.MinX > _numbers.MaxX;

    /// <summary>Reads four numbers, or six with heights (OGC 20-058, "Spatial subsetting").</summary>
    /// <param name="text">The numbers.</param>
    /// <param name="crs">What they are; null for the file's own, which only the file knows.</param>
    /// <param name="unusable">What is said of a text that is not a box.</param>
    /// <exception cref="InvalidParametersException">It is none.</exception>
    public static BoundingBoxParameter Parse(string text, Crs? crs, Func<InvalidParametersException> unusable)
    {
        string[] parts = text.Split(',');
        var numbers = new double[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]))
            {
                throw unusable();
            }
        }

        BoundingBox box = numbers switch
        {
            [var minX, var minY, var maxX, var maxY] => new(minX, minY, maxX, maxY),
            [var minX, var minY, _, var maxX, var maxY, _] => new(minX, minY, maxX, maxY),
            _ => throw unusable(),
        };
        var asked = new BoundingBoxParameter(box, unusable);
        asked.ThrowIfInvalid(crs?.IsGeographic ?? true);
        return asked;
    }

    /// <summary>A box to be worked with: across ±180°, <c>MaxX</c> is beyond it.</summary>
    /// <param name="header">The file.</param>
    /// <param name="crs">What the numbers are; null for the file's own.</param>
    /// <exception cref="InvalidParametersException">It is none.</exception>
    public BoundingBox In(CogHeader header, Crs? crs)
    {
        bool isGeographic = crs?.IsGeographic ?? header.GeoKeys.IsGeographic;
        ThrowIfInvalid(isGeographic);
        return isGeographic ? WorldAxis.Longitude.Unwrap(_numbers) : _numbers;
    }

    private void ThrowIfInvalid(bool isGeographic)
    {
        bool isFromEastToWest = isGeographic && IsAcross && Math.Abs(_numbers.MinX) <= 180 && Math.Abs(_numbers.MaxX) <= 180;
        if (!(isFromEastToWest ? WorldAxis.Longitude.Unwrap(_numbers) : _numbers).IsValid)
        {
            throw _unusable();
        }
    }
}
