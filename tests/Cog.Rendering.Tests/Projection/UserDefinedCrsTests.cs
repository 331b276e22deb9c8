using System.Globalization;
using System.Text;
using System.Text.Json;
using Cog.Rendering.Projection;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Rendering.Tests.Projection;

/// <summary>
/// CRSs without a code, in each form a file may give them: GeoTIFF keys, text in a citation, a PROJ string, WKT of GDAL and Esri.
/// </summary>
public class UserDefinedCrsTests
{
    private static readonly JsonDocument Definitions = JsonDocument.Parse(File.ReadAllBytes(TestData.PathOf("crs/user.json")));

    /// <summary>Name of the CRS, and the form.</summary>
    public static IEnumerable<TheoryDataRow<string, string>> Forms() =>
        from crs in Definitions.RootElement.EnumerateObject()
        from form in crs.Value.EnumerateObject()
        where form.Value.ValueKind != JsonValueKind.Null
        select new TheoryDataRow<string, string>(crs.Name, form.Name);

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Agrees_with_PROJ_to_a_millimetre_and_comes_back_from_its_own_text(string name, string form)
    {
        JsonElement value = Definitions.RootElement.GetProperty(name).GetProperty(form);
        Crs crs = value.ValueKind == JsonValueKind.Object ? await FromKeysAsync(value) : Crs.Parse(value.GetString()!);

        Assert.Null(crs.Uri);
        Assert.Null(crs.EpsgCode);
        foreach (Crs each in new[] { crs, Crs.Parse(crs.Wkt) })
        {
            CrsTransform transform = CrsTransform.Create(Crs.Wgs84, each);
            foreach (ReferencePoint point in ReferencePoint.All.Where(point => point.Code == name))
            {
                (double x, double y) = transform.Transform(point.Longitude, point.Latitude);
                (double longitude, double latitude) = transform.Inverse().Transform(point.X, point.Y);

                Assert.Equal(point.X, x, 0.001);
                Assert.Equal(point.Y, y, 0.001);
                Assert.Equal(point.Longitude, longitude, 1e-8);
                Assert.Equal(point.Latitude, latitude, 1e-8);
            }
        }
    }

    /// <summary>Files of the corpus whose CRS the corpus places, by code or not.</summary>
    public static IEnumerable<TheoryDataRow<string>> Files()
    {
        if (!Corpus.IsWhole)
        {
            yield return new("") { Skip = Corpus.Missing };
        }

        foreach (string name in Corpus.Names("tif", "geo-"))
        {
            using JsonDocument expectation = JsonDocument.Parse(File.ReadAllBytes(Corpus.PathOf($"tif/{name}.json")));
            if (
                expectation.RootElement.TryGetProperty("crs", out JsonElement crs)
                && crs.ValueKind == JsonValueKind.Object
                && crs.TryGetProperty("lonlat", out JsonElement points)
                && points.ValueKind == JsonValueKind.Array
                && points.GetArrayLength() > 0
            )
            {
                yield return new(name);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Places_pixels_where_GDAL_does(string name)
    {
        CogReader reader = await CogReader.OpenAsync(
            new FileRangeSource(Corpus.PathOf($"tif/{name}")),
            CogReaderOptions.Default,
            TestContext.Current.CancellationToken
        );
        using JsonDocument expectation = JsonDocument.Parse(File.ReadAllBytes(Corpus.PathOf($"tif/{name}.json")));
        JsonElement crs = expectation.RootElement.GetProperty("crs");
        CrsTransform toDegrees = CrsTransform.Create(Crs.Of(reader.Header), Crs.Wgs84),
            toMercator = CrsTransform.Create(Crs.Of(reader.Header), Crs.WebMercator);
        GeoTransform pixels = reader.Header.GeoTransform;
        foreach (
            (JsonElement point, JsonElement mercator) in crs.GetProperty("lonlat")
                .EnumerateArray()
                .Zip(crs.GetProperty("webmercator").EnumerateArray())
        )
        {
            double[] expected = [.. point.EnumerateArray().Select(n => Number(n))],
                projected = [.. mercator.EnumerateArray().Select(n => Number(n))];
            (double x, double y) = pixels.Apply(expected[0], expected[1]);
            (double longitude, double latitude) = toDegrees.Transform(x, y);
            (double mercatorX, double mercatorY) = toMercator.Transform(x, y);

            double away =
                Math.Sqrt(
                    Math.Pow(Math.IEEERemainder(longitude - expected[2], 360) * Math.Cos(latitude * Math.PI / 180), 2)
                        + Math.Pow(latitude - expected[3], 2)
                ) * 111_319;
            Assert.True(away < 1, $"{expected[0]}, {expected[1]}: {longitude}, {latitude}, {away} m from {expected[2]}, {expected[3]}");
            if (Math.Abs(latitude) < 85)
            {
                double stretch = 1 / Math.Cos(latitude * Math.PI / 180);
                Assert.Equal(0, Math.IEEERemainder(mercatorX - projected[2], 2 * Math.PI * 6378137), 1.0 * stretch);
                Assert.Equal(projected[3], mercatorY, 1.0 * stretch);
            }
        }
    }

    private static double Number(JsonElement element) => element.ValueKind == JsonValueKind.Number ? element.GetDouble() : double.NaN;

    /// <summary>The CRS of a file with these keys: integers as SHORT, other numbers as DOUBLE, text as ASCII.</summary>
    private static async Task<Crs> FromKeysAsync(JsonElement keys)
    {
        List<double> directory = [1, 1, 0, 0],
            doubles = [];
        var text = new StringBuilder();
        foreach (JsonProperty key in keys.EnumerateObject().OrderBy(key => int.Parse(key.Name, CultureInfo.InvariantCulture)))
        {
            directory.Add(int.Parse(key.Name, CultureInfo.InvariantCulture));
            directory[3]++;
            if (key.Value.ValueKind == JsonValueKind.String)
            {
                directory.AddRange([34737, key.Value.GetString()!.Length, text.Length]);
                text.Append(key.Value.GetString());
            }
            else if (
                key.Value.TryGetInt32(out int code)
                && code is >= 0 and < 65536
                && int.Parse(key.Name, CultureInfo.InvariantCulture) is < 2057 or (>= 3072 and <= 3076)
            )
            {
                directory.AddRange([0, 1, key.Value.GetInt32()]);
            }
            else
            {
                directory.AddRange([34736, 1, doubles.Count]);
                doubles.Add(key.Value.GetDouble());
            }
        }

        IfdBuilder ifd = new IfdBuilder(4, 4)
            .Striped(4)
            .WithBlocks(new byte[16])
            .With(TagId.GeoKeyDirectory, FieldType.Short, [.. directory])
            .With(TagId.GeoAsciiParams, text.ToString());
        ifd = doubles.Count > 0 ? ifd.With(TagId.GeoDoubleParams, FieldType.Double, [.. doubles]) : ifd;
        CogReader reader = await CogReader.OpenAsync(
            new MemoryRangeSource(new TiffBuilder().Add(ifd).Build()),
            CogReaderOptions.Default,
            TestContext.Current.CancellationToken
        );
        return Crs.Of(reader.Header.GeoKeys);
    }
}
