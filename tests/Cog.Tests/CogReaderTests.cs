using System.Text.Json;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Tests;

public class CogReaderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Opens_a_path_a_file_address_and_bytes()
    {
        string path = TestData.PathOf("reading/plain-u8.tif");
        await using CogReader byPath = await CogReader.OpenAsync(path, cancellationToken: Token);
        await using CogReader byText = await CogReader.OpenAsync(new Uri(path).AbsoluteUri, cancellationToken: Token);
        await using CogReader byUri = await CogReader.OpenAsync(new Uri(path), cancellationToken: Token);
        await using CogReader bytes = await CogReader.OpenAsync(await File.ReadAllBytesAsync(path, Token), cancellationToken: Token);

        Assert.All([byPath, byText, byUri, bytes], reader =>
            Assert.Equal((100, 80, 3), (reader.Profile.Width, reader.Profile.Height, reader.Profile.Count))
        );
    }

    [Theory]
    [InlineData("s3://bucket/key.tif", "Cog.Aws")]
    [InlineData("ftp://example.org/dem.tif", "'ftp'")]
    public async Task An_address_that_it_does_not_read_is_refused_by_name(string address, string expected)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => CogReader.OpenAsync(address, cancellationToken: Token));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_says_so()
    {
        var error = await Assert.ThrowsAnyAsync<SourceException>(() => CogReader.OpenAsync("no/such.tif", cancellationToken: Token));

        Assert.Equal(SourceFailure.NotFound, error.Failure);
    }

    [Fact]
    public async Task A_reader_closes_what_it_was_opened_with_unless_told_otherwise()
    {
        var owned = new ClosingSource(File.ReadAllBytes(TestData.PathOf("reading/plain-u8.tif")));
        var lent = new ClosingSource(File.ReadAllBytes(TestData.PathOf("reading/plain-u8.tif")));
        var broken = new ClosingSource([1, 2, 3]);

        await (await CogReader.OpenAsync(owned, cancellationToken: Token)).DisposeAsync();
        await (await CogReader.OpenAsync(lent, new() { LeaveOpen = true }, Token)).DisposeAsync();
        await Assert.ThrowsAsync<InvalidTiffException>(() => CogReader.OpenAsync(broken, cancellationToken: Token));

        Assert.Equal((1, 0, 1), (owned.Closed, lent.Closed, broken.Closed));
    }

    [Fact]
    public async Task External_overviews_belong_to_the_reader_that_shows_them()
    {
        var file = new ClosingSource(File.ReadAllBytes(TestData.PathOf("functions/overviews-beside.tif")));
        var beside = new ClosingSource(File.ReadAllBytes(TestData.PathOf("functions/overviews-beside.tif.ovr")));
        CogReader reader = await CogReader.OpenAsync(file, cancellationToken: Token);
        reader = await reader.WithExternalOverviewsAsync(beside, Token);

        Assert.Equal((0, 0), (file.Closed, beside.Closed));
        await reader.DisposeAsync();

        Assert.Equal((1, 1), (file.Closed, beside.Closed));
    }

    /// <summary>aiocogeo's <c>requests</c>: the recipe is one option.</summary>
    [Fact]
    public async Task A_log_in_the_options_counts_reads_and_blocks()
    {
        var log = new ReadLog();
        await using CogReader reader = await CogReader.OpenAsync(
            TestData.PathOf("reading/cog-small.tif"),
            new() { ReadLog = log, IngestedBytesAtOpen = 500 },
            Token
        );
        int opening = log.Count;
        (await reader.ReadWindowAsync(reader.Header.Levels[0], new(0, 0, 60, 50), cancellationToken: Token)).Dispose();

        Assert.Same(log, reader.Requests);
        Assert.True(opening >= 1);
        Assert.Equal((1, 0), (log.Blocks, log.BlocksFromMemory));
        Assert.Equal(log.ByteCount, log.Ranges.Sum(r => r.LengthWithin(new FileInfo(TestData.PathOf("reading/cog-small.tif")).Length)));
    }

    [Fact]
    public async Task Options_choose_bands_nodata_and_resampling()
    {
        await using CogReader reader = await CogReader.OpenAsync(TestData.PathOf("reading/plain-u8.tif"), cancellationToken: Token);

        using Raster? all = await reader.ReadAsync(reader.Header.Bounds, new(50, 40), cancellationToken: Token);
        using Raster? two = await reader.ReadAsync(
            reader.Header.Bounds,
            new(50, 40),
            new() { Bands = [2, 0], Resampling = Resampling.Average },
            Token
        );
        using Raster? point = await reader.ReadPointAsync(1005, 1995, new() { NoData = NoDataValue.Parse("300") }, Token);

        Assert.Equal((3, 2, 3), (all!.Bands, two!.Bands, point!.Bands));
        Assert.Equal(255, point.Mask[0]); // No byte is 300.
    }

    /// <summary>The corner block of 100 × 80 pixels in blocks of 32 has 4 columns and 16 rows.</summary>
    [Fact]
    public async Task A_block_at_the_edge_is_clipped_or_whole()
    {
        await using CogReader reader = await CogReader.OpenAsync(
            TestData.PathOf("reading/plain-u8.tif"),
            new() { BoundlessReadFillValue = 77 },
            Token
        );

        using Raster? clipped = await reader.ReadBlockAsync(0, 3, 2, cancellationToken: Token);
        using Raster? whole = await reader.ReadBlockAsync(0, 3, 2, new() { WholeBlocks = true }, Token);

        Assert.Equal((4, 16), (clipped!.Width, clipped.Height));
        Assert.Equal((32, 32), (whole!.Width, whole.Height));
        for (int row = 0; row < 32; row++)
        {
            byte[] samples = whole.Row<byte>(1, row).ToArray(),
                mask = whole.MaskRow(row).ToArray();
            int inside = row < 16 ? 4 : 0;
            Assert.Equal(row < 16 ? clipped.Row<byte>(1, row).ToArray() : [], samples[..inside]);
            Assert.All(samples[inside..], s => Assert.Equal(77, s));
            Assert.All(mask[..inside], m => Assert.Equal(255, m));
            Assert.All(mask[inside..], m => Assert.Equal(0, m));
        }
    }

    [Fact]
    public async Task Outside_the_image_there_is_no_clipped_block_and_a_whole_one_only_where_reads_are_boundless()
    {
        await using CogReader boundless = await CogReader.OpenAsync(TestData.PathOf("reading/plain-u8.tif"), cancellationToken: Token);
        await using CogReader bounded = await CogReader.OpenAsync(
            TestData.PathOf("reading/plain-u8.tif"),
            new() { BoundlessRead = false },
            Token
        );

        Assert.Null(await boundless.ReadBlockAsync(0, 4, 0, cancellationToken: Token));
        using Raster? outside = await boundless.ReadBlockAsync(0, 4, 0, new() { WholeBlocks = true }, Token);
        Assert.All(outside!.Mask.ToArray(), m => Assert.Equal(0, m));
        await Assert.ThrowsAsync<WindowOutsideImageException>(() => bounded.ReadBlockAsync(0, 4, 0, new() { WholeBlocks = true }, Token));
        (await bounded.ReadBlockAsync(0, 3, 2, new() { WholeBlocks = true }, Token))!.Dispose(); // In the file, if not in the image.
    }

    [Theory]
    [InlineData("reading/plain-u8.tif")]
    [InlineData("reading/alpha-u8.tif")]
    [InlineData("reading/nan-f32.tif")]
    [InlineData("reading/nodata-u8.tif")]
    public async Task A_block_that_is_fetched_decodes_to_what_is_read(string name)
    {
        await using CogReader reader = await CogReader.OpenAsync(TestData.PathOf(name), cancellationToken: Token);
        byte[] file = await File.ReadAllBytesAsync(TestData.PathOf(name), Token);
        foreach ((int x, int y) in new[] { (0, 0), (3, 2) })
        {
            CompressedBlock block = (await reader.FetchBlockAsync(0, x, y, cancellationToken: Token))!;
            using Raster decoded = block.Decode();
            using Raster? read = await reader.ReadBlockAsync(0, x, y, cancellationToken: Token);

            Assert.Equal(read!.Samples.ToArray(), decoded.Samples.ToArray());
            Assert.Equal(read.Mask.ToArray(), decoded.Mask.ToArray());
            Assert.True(file.AsSpan().IndexOf(block.Bytes.Span) > 0); // As the file stores it.
            Assert.Equal(Compression.AdobeDeflate, block.Compression);
        }

        Assert.Null(await reader.FetchBlockAsync(0, 4, 0, cancellationToken: Token));
        Assert.Null(await reader.FetchBlockAsync(9, 0, 0, cancellationToken: Token));
        Assert.Null(await reader.FetchBlockAsync(0, 0, 0, plane: 1, Token));
    }

    [Fact]
    public async Task A_planes_block_and_a_masks_block_decode_alone()
    {
        await using CogReader masked = await CogReader.OpenAsync(TestData.PathOf("reading/mask-i16.tif"), cancellationToken: Token);
        Ifd mask = masked.Header.Levels[0].Mask!;
        CompressedBlock block = (await masked.FetchBlockAsync(mask.Index, 0, 0, cancellationToken: Token))!;
        using Raster decoded = block.Decode();
        using Raster? read = await masked.ReadBlockAsync(mask.Index, 0, 0, cancellationToken: Token);
        Assert.Equal(read!.Samples.ToArray(), decoded.Samples.ToArray());

        byte[][] planes = [.. Enumerable.Range(0, 2).Select(i => Enumerable.Repeat((byte)(10 + i), 256).ToArray())];
        IfdBuilder ifd = new IfdBuilder(16, 16)
            .Tiled(16, 16)
            .With(TagId.SamplesPerPixel, FieldType.Short, 2)
            .With(TagId.BitsPerSample, FieldType.Short, 8, 8)
            .With(TagId.PlanarConfiguration, FieldType.Short, 2)
            .With(TagId.ExtraSamples, FieldType.Short, 0)
            .WithBlocks(planes);
        await using CogReader planar = await CogReader.OpenAsync(new TiffBuilder().Add(ifd).Build(), cancellationToken: Token);
        using Raster second = (await planar.FetchBlockAsync(0, 0, 0, plane: 1, Token))!.Decode();
        Assert.Equal((1, 11), (second.Bands, second.Band<byte>(0)[0]));
    }

    /// <summary>
    /// rasterio 1.3.5: <c>rasterio.open(f).profile</c>, <c>[sum(x) for x in .mask_flag_enums]</c>. rasterio gives no blockxsize for strips:
    /// it is the width.
    /// </summary>
    [Theory]
    [InlineData("reading/alpha-u8.tif", "uint8 - 100 80 4 EPSG:32633 32 32 True deflate pixel -", 6, 6, 6, 1)]
    [InlineData("reading/mask-i16.tif", "int16 - 100 80 1 EPSG:32633 32 32 True deflate band -", 2)]
    [InlineData("reading/nan-f32.tif", "float32 NaN 100 80 1 EPSG:32633 32 32 True deflate band -", 8)]
    [InlineData("reading/plain-u8.tif", "uint8 - 100 80 3 EPSG:32633 32 32 True deflate pixel -", 1, 1, 1)]
    [InlineData("color/cmyk-planar.tif", "uint8 - 37 29 4 - 16 16 True deflate band cmyk", 6, 6, 6, 1)]
    [InlineData("color/ycbcr-planar.tif", "uint8 - 37 29 3 - 37 10 False lzw band ycbcr", 1, 1, 1)]
    [InlineData("functions/alpha-of-five.tif", "uint8 - 16 8 5 - 16 8 False deflate pixel -", 1, 1, 1, 1, 1)]
    [InlineData("functions/ramp-3857.tif", "uint16 0 256 256 1 EPSG:3857 128 128 True deflate band -", 8)]
    [InlineData("tiling/world.tif", "uint8 - 720 360 1 EPSG:4326 128 128 True deflate band -", 1)]
    public async Task The_profile_and_the_mask_flags_are_rasterios(string name, string expected, params int[] flags)
    {
        await using CogReader reader = await CogReader.OpenAsync(TestData.PathOf(name), cancellationToken: Token);
        Profile p = reader.Profile;

        Assert.Equal("GTiff", p.Driver);
        Assert.Equal(
            expected,
            FormattableString.Invariant(
                $"{p.Dtype} {p.NoData?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"} {p.Width} {p.Height} {p.Count} {p.Crs ?? "-"} {p.BlockXSize} {p.BlockYSize} {p.Tiled} {p.Compress ?? "-"} {p.Interleave} {p.Photometric ?? "-"}"
            )
        );
        Assert.Equal(flags, reader.MaskFlags.Select(f => (int)f));
        Assert.Equal(flags[0] == (int)MaskFlags.PerDataset, reader.IsMasked);
    }

    /// <summary>GDAL's colour table of a palette of two bits: 16 bits a channel, divided by 257.</summary>
    [Fact]
    public async Task The_colormap_is_by_value()
    {
        IfdBuilder ifd = new IfdBuilder(4, 1)
            .With(TagId.BitsPerSample, FieldType.Short, 2)
            .With(TagId.PhotometricInterpretation, FieldType.Short, 3)
            .With(TagId.ColorMap, FieldType.Short, 0, 65535, 257, 514, 0, 0, 771, 0, 0, 0, 0, 65535)
            .With(TagId.GdalNoData, "3")
            .WithBlocks([0b00011011]);
        await using CogReader reader = await CogReader.OpenAsync(new TiffBuilder().Add(ifd).Build(), cancellationToken: Token);

        Assert.Equal(
            [(0, (0, 0, 0, 255)), (1, (255, 0, 0, 255)), (2, (1, 3, 0, 255)), (3, (2, 0, 255, 0))],
            reader.Colormap!.Select(e => (e.Key, ((int)e.Value.Red, (int)e.Value.Green, (int)e.Value.Blue, (int)e.Value.Alpha)))
        );
    }

    [Fact]
    public async Task A_file_without_a_palette_has_no_colormap()
    {
        await using CogReader reader = await CogReader.OpenAsync(TestData.PathOf("reading/plain-u8.tif"), cancellationToken: Token);

        Assert.Null(reader.Colormap);
    }

    /// <summary>Scale denominators by OGC 17-083r4: 0.5 degrees of 111319.49 m on pixels of 0.28 mm, and the overview's double.</summary>
    [Fact]
    public async Task The_tile_matrix_set_is_the_files_own_blocks()
    {
        await using CogReader reader = await CogReader.OpenAsync(TestData.PathOf("tiling/world.tif"), cancellationToken: Token);
        JsonElement set = JsonDocument.Parse(reader.CreateTileMatrixSet("World")).RootElement;
        JsonElement finest = set.GetProperty("tileMatrices").EnumerateArray().Last();

        Assert.Equal("World", set.GetProperty("id").GetString());
        Assert.Equal("http://www.opengis.net/def/crs/EPSG/0/4326", set.GetProperty("crs").GetString());
        Assert.Equal(reader.Header.Levels.Count, set.GetProperty("tileMatrices").GetArrayLength());
        Assert.Equal(0.5 * 111_319.490_793_27 / 0.000_28, finest.GetProperty("scaleDenominator").GetDouble(), 1.0);
        Assert.Equal([90, -180], finest.GetProperty("pointOfOrigin").EnumerateArray().Select(n => n.GetDouble()));
        Assert.Equal(
            (128, 6, 3),
            (
                finest.GetProperty("tileWidth").GetInt32(),
                finest.GetProperty("matrixWidth").GetInt32(),
                finest.GetProperty("matrixHeight").GetInt32()
            )
        );
    }

    [Fact]
    public async Task Blocks_that_make_no_tile_matrix_set_are_refused()
    {
        await using CogReader rotated = await CogReader.OpenAsync(TestData.PathOf("reading/rotated-u8.tif"), cancellationToken: Token);

        Assert.Throws<UnsupportedTiffException>(() => rotated.CreateTileMatrixSet("x"));
    }

    [Fact]
    public async Task Validates_by_rio_cogeos_rules()
    {
        await using CogReader cog = await CogReader.OpenAsync(TestData.PathOf("reading/cog-mask.tif"), cancellationToken: Token);

        Assert.True((await cog.ValidateAsync(full: true, Token)).IsValid(strict: false));
    }

    private sealed class ClosingSource(byte[] file) : IRangeSource
    {
        private readonly MemoryRangeSource _file = new(file);

        public int Closed { get; private set; }

        public Uri Uri => _file.Uri;

        public ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken) =>
            _file.ReadAsync(range, ifMatch, cancellationToken);

        public void Dispose() => Closed++;
    }
}
