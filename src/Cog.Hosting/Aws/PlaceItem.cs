using Amazon.DynamoDBv2.Model;

namespace Cog.Hosting.Aws;

/// <summary>The items of <see cref="PlaceTable"/>, whose remarks say what they hold.</summary>
internal static class PlaceItem
{
    public const string Bucket = "bucket";
    public const string Place = "place";
    public const string Levels = "levels";

    /// <summary>The item of an object at a place.</summary>
    public static Dictionary<string, AttributeValue> Of(PlacedObject placed, string place)
    {
        Dictionary<string, AttributeValue> item = KeyOf(placed.Bucket, place);
        BoundingBox box = placed.Box;
        item["key"] = new(placed.Key);
        item["written"] = Number(placed.Written.ToUnixTimeMilliseconds());
        item["box"] = new(string.Create(CultureInfo.InvariantCulture, $"{box.MinX:R} {box.MinY:R} {box.MaxX:R} {box.MaxY:R}"));
        item["resolution"] = new() { N = placed.Resolution.ToString("G9", CultureInfo.InvariantCulture) };
        return item;
    }

    /// <summary>The object of an item; null where the item says too little.</summary>
    public static PlacedObject? Read(string bucket, Dictionary<string, AttributeValue> item)
    {
        string[] box = item.GetValueOrDefault("box")?.S?.Split(' ') ?? [];
        double[] numbers =
        [
            .. box.Select(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double n) ? n : double.NaN),
        ];
        return item.GetValueOrDefault("key")?.S is { } key && numbers.Length == 4 && numbers.All(double.IsFinite)
            ? new(
                bucket,
                key,
                DateTimeOffset.FromUnixTimeMilliseconds(WrittenOf(item)),
                new(numbers[0], numbers[1], numbers[2], numbers[3]),
                double.TryParse(
                    item.GetValueOrDefault("resolution")?.N,
                    NumberStyles.Float,
                    CultureInfo.InvariantCulture,
                    out double resolution
                )
                    ? resolution
                    : 0
            )
            : null;
    }

    /// <summary>When the object was written, Unix milliseconds; 0 where the item does not say.</summary>
    public static long WrittenOf(Dictionary<string, AttributeValue> item) =>
        long.TryParse(item.GetValueOrDefault("written")?.N, NumberStyles.None, CultureInfo.InvariantCulture, out long written)
            ? written
            : 0;

    /// <summary>The key of an item.</summary>
    public static Dictionary<string, AttributeValue> KeyOf(string bucket, string place) =>
        new() { [Bucket] = new(bucket), [Place] = new(place) };

    /// <summary>A number.</summary>
    public static AttributeValue Number(long value) => new() { N = value.ToString(CultureInfo.InvariantCulture) };
}
