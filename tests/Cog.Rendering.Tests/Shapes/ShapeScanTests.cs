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
        using Raster raster = Raster.Rent(SampleType.UInt8, 1, new(Width, Height), CogReaderOptions.Default);
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

    [Fact]
    public void A_shape_of_too_many_edges_for_so_many_rows_is_refused_at_once()
    {
        const int Corners = 40_000;
        Shape zigzag = Zigzag(Corners);

        LimitExceededException error = Assert.Throws<LimitExceededException>(() =>
            Cutline.Coverage(new(200, 200), zigzag, new(0, -200, 200, 0), 10, TestContext.Current.CancellationToken)
        );

        Assert.Contains($"at most {ShapeScan.MostRows}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zigzag_of_thousands_of_edges_covers_what_each_pixels_middle_says()
    {
        const int Size = 40,
            Steps = 8;
        Shape zigzag = Zigzag(5_000, Size);
        ShapePoint[] ring = zigzag.Polygons[0][0];

        float[] coverage = Cutline.Coverage(new(Size, Size), zigzag, new(0, -Size, Size, 0), Steps, TestContext.Current.CancellationToken);

        // What lies inside by the even-odd rule is covered; the rule for touched pixels only adds to it.
        for (int y = 0; y < Size; y += 3)
        {
            for (int x = 0; x < Size; x += 3)
            {
                int inside = Enumerable
                    .Range(0, Steps * Steps)
                    .Count(i => IsInside(ring, x + (((i % Steps) + 0.5) / Steps), -(y + (((i / Steps) + 0.5) / Steps))));
                Assert.True(coverage[(y * Size) + x] >= inside / (float)(Steps * Steps), $"{x} {y}");
            }
        }
    }

    [Fact]
    public void Ranges_of_a_row_are_merged_alike_whether_they_are_few_or_many()
    {
        var random = new Random(5);
        for (int round = 0; round < 500; round++)
        {
            int width = random.Next(1, 200),
                count = random.Next(0, round % 2 == 0 ? 8 : 300);
            var columns = new RowColumns(width);
            bool[] covered = new bool[width];
            for (int i = 0; i < count; i++)
            {
                int start = random.Next(-20, width + 20),
                    end = start + random.Next(0, 30);
                columns.Add(start, end);
                for (int column = Math.Max(0, start); column < Math.Min(width, end); column++)
                {
                    covered[column] = true;
                }
            }

            bool[] found = new bool[width];
            int last = -1;
            foreach (ColumnRange range in columns.Merge())
            {
                Assert.True(range.Start > last && range.Start < range.End && range.End <= width);
                last = range.End;
                found.AsSpan(range.Start, range.End - range.Start).Fill(true);
            }

            Assert.Equal(covered, found);
            columns.Clear();
            Assert.True(columns.Merge().IsEmpty);
        }
    }

    // From the upper edge to the lower and back, so that every edge passes every row.
    private static Shape Zigzag(int corners, int size = 200)
    {
        List<ShapePoint> ring =
        [
            .. Enumerable.Range(0, corners).Select(i => new ShapePoint(size * (i + 0.3) / corners, i % 2 == 0 ? -size : 0)),
        ];
        ring.Add(new(size, -size - 1));
        ring.Add(new(0, -size - 1));
        ring.Add(ring[0]);
        return new([
            [
                [.. ring],
            ],
        ]);
    }

    private static bool IsInside(ShapePoint[] ring, double x, double y)
    {
        bool inside = false;
        for (int i = 1; i < ring.Length; i++)
        {
            (ShapePoint a, ShapePoint b) = (ring[i - 1], ring[i]);
            if (a.Y > y != b.Y > y && x < a.X + ((y - a.Y) / (b.Y - a.Y) * (b.X - a.X)))
            {
                inside = !inside;
            }
        }

        return inside;
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
