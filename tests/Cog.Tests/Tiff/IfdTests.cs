using Cog.Header;
using Cog.Testing;
using Cog.Tiff;

namespace Cog.Tests.Tiff;

/// <summary>libtiff's defaults and tolerance, and GDAL's types.</summary>
public class IfdTests
{
    [Fact]
    public async Task Has_libtiffs_defaults()
    {
        Ifd ifd = await ReadAsync(
            new IfdBuilder(10, 7)
                .WithBlocks(new byte[9])
                .Without(TagId.BitsPerSample)
                .Without(TagId.Compression)
                .Without(TagId.PhotometricInterpretation)
                .Without(TagId.SamplesPerPixel)
        );

        Assert.Equal(
            (1, 1, Compression.None, PhotometricInterpretation.MinIsBlack),
            (ifd.BitsPerSample, ifd.SamplesPerPixel, ifd.Compression, ifd.Photometric)
        );
        Assert.Equal(
            (SampleFormat.UnsignedInteger, PlanarConfiguration.Chunky, Predictor.None, NewSubfileType.None),
            (ifd.SampleFormat, ifd.PlanarConfiguration, ifd.Predictor, ifd.SubfileType)
        );
        Assert.Equal((false, 10, 7, 1L), (ifd.IsTiled, ifd.BlockWidth, ifd.BlockHeight, ifd.BlockCount));
        Assert.Equal(SampleType.UInt8, ifd.SampleType);
        BlockLayout layout = ifd.LayoutOf(0);
        Assert.Equal((2, 2), layout.ChromaSubsampling);
        Assert.False(layout.IsLowBitFirst);
        Assert.Empty(ifd.ExtraSamples);
        Assert.Null(ifd.ColorMap);
    }

    [Fact]
    public async Task Only_the_last_strip_is_shorter()
    {
        Ifd ifd = await ReadAsync(new IfdBuilder(10, 10).Striped(4).WithBlocks([1], [2], [3]));

        Assert.Equal([4, 4, 2], Enumerable.Range(0, 3).Select(r => ifd.LayoutOf(r).Height));
        Assert.Throws<ArgumentOutOfRangeException>(() => ifd.LayoutOf(3));
    }

    [Fact]
    public async Task A_strip_is_no_taller_than_the_image()
    {
        Ifd ifd = await ReadAsync(Image().With(TagId.RowsPerStrip, FieldType.Long, uint.MaxValue));

        Assert.Equal((10, 1, 10), (ifd.BlockHeight, ifd.BlocksDown, ifd.LayoutOf(0).Height));
    }

    [Fact]
    public async Task Tiles_at_the_edge_are_as_wide_as_all_and_decoded_as_far_as_the_image_goes()
    {
        Ifd ifd = await ReadAsync(new IfdBuilder(17, 17).Tiled(16, 16).WithBlocks([1], [2], [3], [4]));

        Assert.Equal((2, 2, 16, 1), (ifd.BlocksAcross, ifd.BlocksDown, ifd.LayoutOf(1).Width, ifd.LayoutOf(1).Height));
    }

    [Fact]
    public async Task An_image_of_planes_has_blocks_for_each_plane()
    {
        Ifd ifd = await ReadAsync(
            new IfdBuilder(17, 17)
                .Tiled(16, 16)
                .With(TagId.SamplesPerPixel, FieldType.Short, 3)
                .With(TagId.PlanarConfiguration, FieldType.Short, 2)
                .WithBlocks([1])
        );

        Assert.Equal((3, 12L, 11L, 1), (ifd.PlaneCount, ifd.BlockCount, ifd.BlockNumber(1, 1, 2), ifd.LayoutOf(0).SamplesPerPixel));
    }

    [Fact]
    public async Task Codec_options_reach_the_layout()
    {
        Ifd fax = await ReadAsync(
            Image()
                .With(TagId.BitsPerSample, FieldType.Short, 1)
                .With(TagId.Compression, FieldType.Short, 3)
                .With(TagId.T4Options, FieldType.Long, 5)
                .With(TagId.FillOrder, FieldType.Short, 2)
        );
        Ifd jpeg = await ReadAsync(
            Image()
                .With(TagId.Compression, FieldType.Short, 7)
                .With(TagId.JpegTables, FieldType.Undefined, 0xFF, 0xD8, 0xFF, 0xD9, 0)
                .With(TagId.YCbCrSubSampling, FieldType.Short, 2, 1)
                .With(TagId.Predictor, FieldType.Short, 2)
        );
        Ifd lerc = await ReadAsync(
            Image().With(TagId.Compression, FieldType.Short, 34887).With(TagId.LercParameters, FieldType.Long, 4, 2)
        );
        Ifd lzw = await ReadAsync(Image().With(TagId.Compression, FieldType.Short, 5).With(TagId.Predictor, FieldType.Short, 2));

        Assert.Equal((5u, true), (fax.LayoutOf(0).FaxOptions, fax.LayoutOf(0).IsLowBitFirst));
        Assert.Equal([0xFF, 0xD8, 0xFF, 0xD9, 0], jpeg.LayoutOf(0).JpegTables.ToArray());
        Assert.Equal(((2, 1), Predictor.None), (jpeg.LayoutOf(0).ChromaSubsampling, jpeg.LayoutOf(0).Predictor));
        Assert.Equal([4u, 2u], lerc.LayoutOf(0).LercParameters.ToArray());
        Assert.Equal(Predictor.Horizontal, lzw.LayoutOf(0).Predictor);
    }

    [Theory]
    [InlineData(1, 1, SampleType.UInt8)]
    [InlineData(7, 1, SampleType.UInt8)]
    [InlineData(8, 2, SampleType.Int8)]
    [InlineData(12, 1, SampleType.UInt16)]
    [InlineData(12, 2, SampleType.UInt16)] // GDAL keeps no sign of odd bits
    [InlineData(16, 2, SampleType.Int16)]
    [InlineData(16, 3, SampleType.Float32)]
    [InlineData(16, 4, SampleType.UInt16)] // "void"
    [InlineData(24, 3, SampleType.Float32)]
    [InlineData(24, 1, SampleType.UInt32)]
    [InlineData(32, 5, SampleType.ComplexInt16)]
    [InlineData(64, 3, SampleType.Float64)]
    [InlineData(64, 1, SampleType.UInt64)]
    [InlineData(64, 2, SampleType.Int64)]
    [InlineData(64, 6, SampleType.ComplexFloat32)]
    [InlineData(128, 6, SampleType.ComplexFloat64)]
    public async Task Widens_samples_as_GDAL_does(int bits, int format, SampleType expected) =>
        Assert.Equal(
            expected,
            (
                await ReadAsync(Image().With(TagId.BitsPerSample, FieldType.Short, bits).With(TagId.SampleFormat, FieldType.Short, format))
            ).SampleType
        );

    public static TheoryData<TagId, double[], Type> Faults() =>
        new()
        {
            { TagId.ImageWidth, [0], typeof(InvalidTiffException) },
            { TagId.ImageLength, [], typeof(InvalidTiffException) },
            { TagId.BitsPerSample, [0], typeof(InvalidTiffException) },
            { TagId.BitsPerSample, [200], typeof(UnsupportedTiffException) },
            { TagId.BitsPerSample, [48], typeof(UnsupportedTiffException) },
            { TagId.SamplesPerPixel, [0], typeof(InvalidTiffException) },
            { TagId.PlanarConfiguration, [3], typeof(InvalidTiffException) },
            { TagId.SampleFormat, [7], typeof(InvalidTiffException) },
            { TagId.RowsPerStrip, [0], typeof(InvalidTiffException) },
            { TagId.TileWidth, [0], typeof(InvalidTiffException) },
            { TagId.TileWidth, [16], typeof(InvalidTiffException) }, // and no TileLength
            { TagId.ExtraSamples, [0, 0, 0], typeof(InvalidTiffException) }, // more than samples
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Rejects_what_makes_no_sense(TagId id, double[] values, Type expected)
    {
        IfdBuilder ifd = Image();
        ifd = values.Length == 0 ? ifd.Without(id) : ifd.With(id, FieldType.Short, values);

        CogException error = await Assert.ThrowsAnyAsync<CogException>(() => ReadAsync(ifd));
        Assert.IsType(expected, error);
    }

    [Fact]
    public async Task Rejects_samples_of_different_sizes()
    {
        IfdBuilder ifd = Image().With(TagId.SamplesPerPixel, FieldType.Short, 3).With(TagId.BitsPerSample, FieldType.Short, 5, 6, 5);

        Assert.Contains(
            "5, 6, 5",
            (await Assert.ThrowsAsync<UnsupportedTiffException>(() => ReadAsync(ifd))).Message,
            StringComparison.Ordinal
        );
    }

    private static IfdBuilder Image() => new IfdBuilder(10, 10).WithBlocks(new byte[100]);

    private static async Task<Ifd> ReadAsync(IfdBuilder ifd) =>
        (
            await CogHeaderReader.ReadAsync(
                new CountingRangeSource(new TiffBuilder().Add(ifd).Build()),
                CogReaderOptions.Default,
                TestContext.Current.CancellationToken
            )
        ).Image;
}
