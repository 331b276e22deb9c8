using System.Text.Json;
using Cog.Rendering.Projection;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Rendering.Tests.Projection;

/// <summary>Whatever a file says of its CRS, nothing but a failure that a caller can be told of comes out.</summary>
public class CrsFuzzTests
{
    private static readonly string[] Texts =
    [
        .. JsonDocument
            .Parse(File.ReadAllBytes(TestData.PathOf("crs/user.json")))
            .RootElement.EnumerateObject()
            .SelectMany(user => user.Value.EnumerateObject())
            .Where(form => form.Value.ValueKind == JsonValueKind.String)
            .Select(form => form.Value.GetString()!),
    ];

    [Fact]
    public void Text_is_read_or_rejected()
    {
        Random random = Seeds.Random(5);
        int read = 0;
        for (int round = 0; round < 4000; round++)
        {
            string text = Mutate(Texts[random.Next(Texts.Length)], random);
            try
            {
                Crs crs = Crs.Parse(text);
                _ = crs.Wkt;
                _ = CrsTransform.Create(Crs.Wgs84, crs).Transform(random.Next(-180, 180), random.Next(-90, 90));
                read++;
            }
            catch (Exception error) when (error is FormatException or CogException) { }
        }

        Assert.InRange(read, 100, 3900);
    }

    [Fact]
    public async Task Keys_are_read_or_rejected()
    {
        Random random = Seeds.Random(6);
        int read = 0;
        int[] keys =
        [
            1024,
            2048,
            2050,
            2051,
            2054,
            2055,
            2056,
            2057,
            2058,
            2059,
            2061,
            2062,
            3072,
            3074,
            3075,
            3076,
            3077,
            .. Enumerable.Range(3078, 19),
        ];
        double[] numbers =
        [
            0,
            1,
            -1,
            0.9996,
            6378137,
            298.257223563,
            500000,
            45,
            90,
            -90,
            180,
            1e300,
            double.NaN,
            double.PositiveInfinity,
            1e-320,
        ];
        for (int round = 0; round < 2000; round++)
        {
            List<double> directory = [1, 1, 0, 0];
            foreach (int key in keys.Where(_ => random.Next(3) > 0))
            {
                directory[3]++;
                bool isCode = key is 1024 or 2048 or 2050 or 2051 or 2054 or 2056 or 3072 or 3074 or 3075 or 3076;
                int code = key switch
                {
                    1024 => random.Next(1, 4),
                    3075 => random.Next(30),
                    2056 => random.Next(7001, 7060),
                    3076 => random.Next(9001, 9003),
                    _ => 32767,
                };
                directory.AddRange(
                    isCode
                        ? [key, 0, 1, random.Next(9) == 0 ? random.Next(65536) : code]
                        : [key, 34736, key == 2062 ? random.Next(1, 9) : 1, random.Next(numbers.Length + 1)]
                );
            }

            byte[] file = new TiffBuilder()
                .Add(
                    new IfdBuilder(4, 4)
                        .Striped(4)
                        .WithBlocks(new byte[16])
                        .With(TagId.ModelPixelScale, FieldType.Double, 1, 1, 0)
                        .With(TagId.ModelTiepoint, FieldType.Double, 0, 0, 0, random.Next(1000000), random.Next(1000000), 0)
                        .With(TagId.GeoKeyDirectory, FieldType.Short, [.. directory])
                        .With(TagId.GeoDoubleParams, FieldType.Double, numbers)
                )
                .Build();
            CogReader reader = await CogReader.OpenAsync(
                new MemoryRangeSource(file),
                CogReaderOptions.Default,
                TestContext.Current.CancellationToken
            );
            try
            {
                Crs crs = Crs.Of(reader.Header);
                _ = crs.Wkt;
                _ = CrsTransform.Create(crs, Crs.WebMercator).TransformBounds(reader.Header.Bounds);
                read++;
            }
            catch (CogException) { }
        }

        Assert.InRange(read, 50, 1950);
    }

    /// <summary>Deep nesting, and a text longer than any CRS.</summary>
    [Theory]
    [InlineData("GEOGCS[", 100_000)]
    [InlineData("PROJCS[\"a\",GEOGCS[\"b\",", 5_000)]
    [InlineData("PROJCS[\"", 1)]
    [InlineData(
        "PROJCS[\"a\",GEOGCS[\"b\",DATUM[\"c\",SPHEROID[\"d\",6371200,0]],PRIMEM[\"e\",0],UNIT[\"f\",0.017]],P\"ROJECTION[\"Gnomonic\"],UNIT[\"Met1.0]",
        1
    )]
    public void Rejects_text_without_an_end(string part, int times) =>
        Assert.Throws<UnsupportedCrsException>(() => Crs.Parse(string.Concat(Enumerable.Repeat(part, times))));

    private static string Mutate(string text, Random random)
    {
        for (int i = random.Next(4); i >= 0 && text.Length > 2; i--)
        {
            int at = random.Next(text.Length - 1),
                length = random.Next(1, Math.Min(12, text.Length - at));
            text = random.Next(4) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, text.Substring(random.Next(text.Length - length), length)),
                2 => text.Remove(at, 1).Insert(at, "[],\"=0-.e+ a9"[random.Next(13)].ToString()),
                _ => text[..Math.Max(2, text.Length - random.Next(40))],
            };
        }

        return text;
    }
}
