using Cog.Rendering.Tiling;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Rendering.Tests.Tiling;

public class CogTileMatrixSetTests
{
    [Fact]
    public async Task Has_a_level_for_the_image_and_each_overview()
    {
        CogHeader header = await ReadAsync(4326, pixel: 0.25, pixelHeight: 0.25);

        TileMatrixSet set = CogTileMatrixSet.Of(header, "mine");

        // 70 x 40 pixels in blocks of 32 x 16; the overview has 35 x 20. A degree is 111319.49 m.
        Assert.Equal(
            [new(0, 0.5, 10, 50, 32, 16, 2, 2), new(1, 0.25, 10, 50, 32, 16, 3, 3)],
            set.Matrices.Select(matrix => matrix with { VariableWidths = [] }).Select(Plain)
        );
        Assert.Equal(0.25 * 111319.49079327358 / 0.28e-3, TileMatrixSetDocument.Of(set).TileMatrices[1].ScaleDenominator!.Value, 1e-6);
        Assert.Equal(("mine", 4326), (set.Id, set.Crs.EpsgCode));

        // Records compare their lists by reference.
        static Level Plain(TileMatrix m) =>
            new(m.Zoom, m.Resolution, m.OriginX, m.OriginY, m.TileWidth, m.TileHeight, m.MatrixWidth, m.MatrixHeight);
    }

    [Fact]
    public async Task Rejects_pixels_that_are_not_square()
    {
        CogHeader header = await ReadAsync(32633, pixel: 10, pixelHeight: 20);

        Assert.Throws<UnsupportedTiffException>(() => CogTileMatrixSet.Of(header, "mine"));
    }

    private static async Task<CogHeader> ReadAsync(int epsg, double pixel, double pixelHeight)
    {
        bool isGeographic = epsg == 4326;
        byte[] file = new TiffBuilder()
            .Add(
                Image(70, 40)
                    .With(TagId.ModelPixelScale, FieldType.Double, pixel, pixelHeight, 0)
                    .With(TagId.ModelTiepoint, FieldType.Double, 0, 0, 0, 10, 50, 0)
                    .With(
                        TagId.GeoKeyDirectory,
                        FieldType.Short,
                        1,
                        1,
                        0,
                        2,
                        1024,
                        0,
                        1,
                        isGeographic ? 2 : 1,
                        isGeographic ? 2048 : 3072,
                        0,
                        1,
                        epsg
                    )
            )
            .Add(Image(35, 20).Subfile(1))
            .Build();
        CogReader reader = await CogReader.OpenAsync(
            new MemoryRangeSource(file),
            CogReaderOptions.Default,
            TestContext.Current.CancellationToken
        );
        return reader.Header;

        static IfdBuilder Image(int width, int height) =>
            new IfdBuilder(width, height)
                .Tiled(32, 16)
                .WithBlocks(Enumerable.Repeat(new byte[512], ((width + 31) / 32) * ((height + 15) / 16)));
    }

    private sealed record Level(
        int Zoom,
        double Resolution,
        double OriginX,
        double OriginY,
        int TileWidth,
        int TileHeight,
        long MatrixWidth,
        long MatrixHeight
    );
}
