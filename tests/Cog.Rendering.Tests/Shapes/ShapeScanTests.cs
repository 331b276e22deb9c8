using System.Text.Json;
using Cog.Rendering.Shapes;
using Cog.Testing;

namespace Cog.Rendering.Tests.Shapes;

/// <summary>Against gdal.RasterizeLayer with ALL_TOUCHED: see tests/data/shapes/README.md.</summary>
public class ShapeScanTests
{
    private const int Width = 20,
        Height = 15,
        Scale = 5;

    private static readonly string[] Lines = File.ReadAllLines(TestData.PathOf("shapes/shapes.txt"));

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Lines.Length / ((2 * Height) + 1))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Touches_the_pixels_that_GDAL_burns(int number)
    {
        (Shape shape, string[] expected, _) = Case(number);
        using Raster raster = Raster.Rent(SampleType.UInt8, 1, Width, Height, CogLimits.Default);
        raster.Mask.Fill(255);

        Cutline.Apply(raster, shape, new(0, -Height, Width, 0), TestContext.Current.CancellationToken);

        string[] found = [.. raster.Mask.ToArray().Chunk(Width).Select(row => string.Concat(row.Select(v => v == 0 ? '.' : '#')))];
        Assert.Equal(expected, found);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Covers_as_many_smaller_pixels_as_GDAL_burns(int number)
    {
        (Shape shape, _, string[] expected) = Case(number);

        float[] coverage = Cutline.Coverage(
            new(Width, Height),
            shape,
            new(0, -Height, Width, 0),
            Scale,
            TestContext.Current.CancellationToken
        );

        string[] found =
        [
            .. coverage
                .Chunk(Width)
                .Select(row => string.Concat(row.Select(share => (char)('a' + (int)Math.Round(share * Scale * Scale))))),
        ];
        Assert.Equal(expected, found);
    }

    [Fact]
    public void Ranges_of_a_row_neither_overlap_nor_meet()
    {
        foreach (int number in Cases.Select(row => row.Data))
        {
            new ShapeScan(Case(number).Shape.ToPixels(new(0, -Height, Width, 0), new(Width, Height)), Width, Height).Run(
                (_, touched) =>
                {
                    for (int i = 1; i < touched.Length; i++)
                    {
                        Assert.True(touched[i - 1].End < touched[i].Start, $"{number}: {touched[i - 1]} {touched[i]}");
                    }
                },
                TestContext.Current.CancellationToken
            );
        }
    }

    [Fact]
    public void A_scan_stops_when_the_request_is_given_up()
    {
        Shape shape = Case(0).Shape;
        using var abandoned = new CancellationTokenSource();
        abandoned.Cancel();

        Assert.Throws<OperationCanceledException>(() =>
            Cutline.Coverage(new(10, 10), shape, new(0, -Height, Width, 0), 1000, abandoned.Token)
        );
    }

    // Rows of the file count downwards from 0; here they are the coordinates of a box whose upper edge is 0.
    private static (Shape Shape, string[] Touched, string[] Covered) Case(int number)
    {
        string[] lines = [.. Lines.Skip(1 + (number * ((2 * Height) + 1))).Take((2 * Height) + 1)];
        double[][][][] coordinates = JsonSerializer.Deserialize<double[][][][]>(lines[0])!;
        var shape = new Shape([
            .. coordinates.Select(polygon =>
                (IReadOnlyList<ShapePoint[]>)[.. polygon.Select(ring => ring.Select(p => new ShapePoint(p[0], -p[1])).ToArray())]
            ),
        ]);
        return (shape, lines[1..(Height + 1)], lines[(Height + 1)..]);
    }
}
