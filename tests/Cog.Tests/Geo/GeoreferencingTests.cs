using Cog.Header;
using Cog.Testing;

namespace Cog.Tests.Geo;

public class GeoreferencingTests
{
    // GTModelType projected, GTRasterType, ProjectedCSType 32633.
    private static double[] Keys(int rasterType) => [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, rasterType, 3072, 0, 1, 32633];

    [Fact]
    public async Task Pixel_scale_and_tie_point_give_the_transform()
    {
        // The tie point is pixel (2, 3), not the origin.
        CogHeader header = await ReadAsync(
            Image()
                .With(TagId.ModelPixelScale, FieldType.Double, 10, 20, 0)
                .With(TagId.ModelTiepoint, FieldType.Double, 2, 3, 0, 520, 940, 0)
        );

        Assert.Equal(new(10, 0, 500, 0, -20, 1000), header.GeoTransform);
        Assert.True(header.IsGeoreferenced);
    }

    [Fact]
    public async Task A_matrix_gives_the_transform()
    {
        CogHeader header = await ReadAsync(
            Image().With(TagId.ModelTransformation, FieldType.Double, 1, 2, 0, 3, 4, 5, 0, 6, 0, 0, 0, 0, 0, 0, 0, 1)
        );

        Assert.Equal(new(1, 2, 3, 4, 5, 6), header.GeoTransform);
    }

    [Fact]
    public async Task PixelIsPoint_moves_it_by_half_a_pixel()
    {
        IfdBuilder Points(IfdBuilder ifd) => ifd.With(TagId.GeoKeyDirectory, FieldType.Short, Keys(2));
        CogHeader scaled = await ReadAsync(
            Points(
                Image()
                    .With(TagId.ModelPixelScale, FieldType.Double, 10, 20, 0)
                    .With(TagId.ModelTiepoint, FieldType.Double, 0, 0, 0, 500, 1000, 0)
            )
        );
        CogHeader matrix = await ReadAsync(
            Points(Image().With(TagId.ModelTransformation, FieldType.Double, 10, 2, 0, 500, 4, -20, 0, 1000, 0, 0, 0, 0, 0, 0, 0, 1))
        );

        Assert.Equal(new(10, 0, 495, 0, -20, 1010), scaled.GeoTransform);
        Assert.Equal(new(10, 2, 494, 4, -20, 1008), matrix.GeoTransform);
    }

    [Fact]
    public async Task Tie_points_alone_are_ground_control_points()
    {
        CogHeader header = await ReadAsync(
            Image().With(TagId.ModelTiepoint, FieldType.Double, [.. Enumerable.Range(0, 24).Select(i => (double)i)])
        );

        // All four on one line: they place nothing.
        Assert.Equal((GeoTransform.Identity, 4, true), (header.GeoTransform, header.GroundControlPointCount, header.IsGeoreferenced));
        Assert.Null(header.GroundControlFit);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0.5)] // Of a PixelIsPoint file, GDAL lists them half a pixel further.
    public async Task Ground_control_points_count_from_the_outer_edge(int rasterType, double shift)
    {
        CogHeader header = await ReadAsync(
            Image()
                .With(TagId.GeoKeyDirectory, FieldType.Short, Keys(rasterType))
                .With(TagId.ModelTiepoint, FieldType.Double, 0, 0, 0, 500, 900, 7, 8, 4, 0, 600, 850, 8)
        );

        Assert.Equal([new(shift, shift, 500, 900, 7), new(8 + shift, 4 + shift, 600, 850, 8)], header.GroundControlPoints);
    }

    [Fact]
    public async Task A_scale_of_zero_or_NaN_gives_no_transform()
    {
        CogHeader zero = await ReadAsync(
            Image().With(TagId.ModelPixelScale, FieldType.Double, 0, 0, 0).With(TagId.ModelTiepoint, FieldType.Double, 0, 0, 0, 500, 900, 0)
        );
        CogHeader nan = await ReadAsync(
            Image()
                .With(TagId.ModelPixelScale, FieldType.Double, double.NaN, 1, 0)
                .With(TagId.ModelTiepoint, FieldType.Double, 0, 0, 0, 500, 900, 0)
        );

        Assert.Equal(GeoTransform.Identity, zero.GeoTransform);
        Assert.Equal(GeoTransform.Identity, nan.GeoTransform);
    }

    [Theory]
    [InlineData(new double[] { 1, 1, 0, 1, 3072, 0, 1, 32633 }, 32633)]
    [InlineData(new double[] { 1, 1, 0, 2, 1024, 0, 1, 2, 2048, 0, 1, 4326 }, 4326)]
    [InlineData(new double[] { 1, 1, 0, 2, 3072, 0, 1, 32767, 2048, 0, 1, 4326 }, null)] // user-defined, on WGS 84
    [InlineData(new double[] { 1, 1, 0, 2, 1024, 0, 1, 1, 2048, 0, 1, 4326 }, null)] // projected, but how?
    [InlineData(new double[] { 1, 1, 0, 900, 3072, 0, 1, 32633 }, 32633)] // fewer keys than said
    [InlineData(new double[] { 1, 1, 0, 1, 3072, 0, 1 }, null)] // cut
    [InlineData(new double[] { 2, 1, 0, 1, 3072, 0, 1, 32633 }, null)] // another version
    [InlineData(new double[] { 1, 1 }, null)]
    [InlineData(new double[] { 1, 1, 0, 2, 1026, 34737, 900, 0, 3072, 0, 1, 32633 }, 32633)] // text outside its tag
    public async Task Reads_the_EPSG_code(double[] directory, int? expected)
    {
        CogHeader header = await ReadAsync(Image().With(TagId.GeoKeyDirectory, FieldType.Short, directory));

        Assert.Equal(expected, header.EpsgCode);
    }

    [Fact]
    public async Task Reads_values_of_each_type()
    {
        CogHeader header = await ReadAsync(
            Image()
                .With(
                    TagId.GeoKeyDirectory,
                    FieldType.Short,
                    1,
                    1,
                    0,
                    4,
                    3072,
                    0,
                    1,
                    32767,
                    2057,
                    34736,
                    1,
                    1,
                    1026,
                    34737,
                    6,
                    4,
                    2058,
                    34736,
                    1,
                    2
                )
                .With(TagId.GeoDoubleParams, FieldType.Double, 1, 6378137)
                .With(TagId.GeoAsciiParams, "abc|Lambe|")
        );

        Assert.Equal(6378137, header.GeoKeys.Double(GeoKeyId.EllipsoidSemiMajorAxis));
        Assert.Equal("Lambe", header.GeoKeys.Text(GeoKeyId.GTCitation));
        Assert.Null(header.GeoKeys.Double(GeoKeyId.EllipsoidSemiMinorAxis)); // Points past its parameters.
        Assert.True(header.GeoKeys.IsUserDefined);
        Assert.Equal([GeoKeyId.GTCitation, GeoKeyId.EllipsoidSemiMajorAxis, GeoKeyId.ProjectedCrs], header.GeoKeys.Keys);
    }

    private static IfdBuilder Image() => new IfdBuilder(10, 10).WithBlocks(new byte[100]);

    private static Task<CogHeader> ReadAsync(IfdBuilder ifd) =>
        CogHeaderReader.ReadAsync(
            new CountingRangeSource(new TiffBuilder().Add(ifd).Build()),
            CogReaderOptions.Default,
            TestContext.Current.CancellationToken
        );
}
