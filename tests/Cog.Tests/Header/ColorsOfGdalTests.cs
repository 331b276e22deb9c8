using Cog.Header;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Tests.Header;

/// <summary>
/// What each sample means, and colour tables, of files whose tags disagree. Expected: GDAL 3.6.2 of files made the same way
/// (<c>rasterio.open(f).colorinterp</c>, <c>.colormap(1)</c>).
/// </summary>
public class ColorsOfGdalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>
    /// The entries of ExtraSamples are of the samples right behind the colours; samples beyond them are extra, too (libtiff).
    /// </summary>
    [Theory]
    [InlineData(1, 3, new[] { 2 }, "gray alpha undefined")]
    [InlineData(1, 3, new[] { 0, 2 }, "gray undefined alpha")]
    [InlineData(1, 4, new[] { 0, 2 }, "gray undefined alpha undefined")]
    [InlineData(1, 2, new[] { 1 }, "gray alpha")]
    [InlineData(0, 3, new[] { 1 }, "palette alpha undefined")]
    [InlineData(2, 5, new[] { 2 }, "red green blue alpha undefined")]
    [InlineData(2, 6, new[] { 0, 2 }, "red green blue undefined alpha undefined")]
    [InlineData(2, 4, new[] { 2 }, "red green blue alpha")]
    [InlineData(2, 5, new int[0], "red green blue undefined undefined")]
    [InlineData(5, 6, new[] { 2 }, "cyan magenta yellow black alpha undefined", 16)]
    [InlineData(8, 5, new[] { 2 }, "undefined undefined undefined alpha undefined")]
    [InlineData(32803, 3, new[] { 2 }, "undefined undefined alpha")]
    [InlineData(8, 3, new[] { 2 }, "undefined undefined alpha")] // not shown as RGB then
    [InlineData(8, 3, new int[0], "red green blue alpha")]
    public async Task Alpha_is_where_the_extra_samples_begin(int photometric, int samples, int[] extra, string expected, int bits = 8)
    {
        IfdBuilder image = Image(photometric, samples, bits);
        image = extra.Length == 0 ? image : image.With(TagId.ExtraSamples, FieldType.Short, [.. extra.Select(e => (double)e)]);

        CogHeader header = await ReadAsync(image);

        Assert.Equal(expected, string.Join(' ', header.ColorInterpretation.Select(c => c.Name())));
    }

    [Theory]
    [InlineData(8, 0, 255)]
    [InlineData(8, 1, 254)]
    [InlineData(16, 0, 255)]
    [InlineData(16, 65_535, 0)]
    [InlineData(16, 1000, 251)]
    public async Task Where_white_is_0_there_is_a_table_of_greys(int bits, int index, int gray)
    {
        CogHeader header = await ReadAsync(Image(0, 1, bits));

        Assert.Equal([ColorInterpretation.Palette], header.ColorInterpretation);
        Assert.Equal(((byte)gray, (byte)gray, (byte)gray, (byte)255), Colormap.Of(header)![index]);
    }

    /// <summary>Whatever the samples are said to be, and whatever type of integer the table has.</summary>
    [Theory]
    [InlineData(0, FieldType.Short)]
    [InlineData(1, FieldType.Short)]
    [InlineData(3, FieldType.Short)]
    [InlineData(0, FieldType.Long)]
    [InlineData(1, FieldType.Long)]
    [InlineData(3, FieldType.Long)]
    [InlineData(3, FieldType.SShort)]
    public async Task A_table_in_the_file_is_its_table(int photometric, FieldType type)
    {
        double[] map = [.. Enumerable.Range(0, 48).Select(i => (double)(i * 257))];

        CogHeader header = await ReadAsync(Image(photometric, 1, 4).With(TagId.ColorMap, type, map));

        Assert.Equal([ColorInterpretation.Palette], header.ColorInterpretation);
        Assert.Equal(((byte)5, (byte)21, (byte)37, (byte)255), Colormap.Of(header)![5]);
    }

    [Theory]
    [InlineData(0, FieldType.Long, 70_000)] // no 16 bits
    [InlineData(0, FieldType.SShort, -1)]
    [InlineData(0, FieldType.Double, 1)]
    public async Task A_table_of_other_numbers_is_passed_over(int photometric, FieldType type, int first)
    {
        double[] map = [first, .. Enumerable.Range(1, 47).Select(i => (double)(i * 257))];

        CogHeader header = await ReadAsync(Image(photometric, 1, 4).With(TagId.ColorMap, type, map));

        Assert.Equal(((byte)170, (byte)170, (byte)170, (byte)255), Colormap.Of(header)![5]);
    }

    /// <summary>Roles are of bands; numbers are what C's strtod makes of them, with a decimal comma, too; samples what atoi does.</summary>
    [Theory]
    [InlineData("sample=\"0\" role=\"scale\"", "2,5", 2.5, null)]
    [InlineData("sample=\"0\" role=\"scale\"", "4abc", 4, null)]
    [InlineData("sample=\"0\" role=\"scale\"", "abc", 0, null)]
    [InlineData("sample=\"0\" role=\"scale\"", "", 0, null)]
    [InlineData("sample=\"x\" role=\"scale\"", "3", 3, null)]
    [InlineData("sample=\"0\" role=\"xyz\"", "4", 1, "4")]
    [InlineData("sample=\"x\"", "b", 1, "b")]
    [InlineData("sample=\"-7\"", "b", 1, null)]
    [InlineData("sample=\"7\"", "b", 1, null)]
    public async Task Items_of_metadata_are_read_as_GDAL_reads_them(string attributes, string value, double scale, string? item)
    {
        CogHeader header = await ReadAsync(
            Image(1, 1, 8).With(TagId.GdalMetadata, $"<GDALMetadata><Item name=\"A\" {attributes}>{value}</Item></GDALMetadata>")
        );

        Assert.Equal(scale, header.Metadata.Scale(0));
        Assert.Equal(item, header.Metadata.Of(0).GetValueOrDefault("A"));
    }

    private static IfdBuilder Image(int photometric, int samples, int bits) =>
        new IfdBuilder(4, 4)
            .With(TagId.PhotometricInterpretation, FieldType.Short, photometric)
            .With(TagId.SamplesPerPixel, FieldType.Short, samples)
            .With(TagId.BitsPerSample, FieldType.Short, [.. Enumerable.Repeat((double)bits, samples)])
            .WithBlocks(new byte[4 * 4 * samples * bits / 8]);

    private static Task<CogHeader> ReadAsync(IfdBuilder image) =>
        CogHeaderReader.ReadAsync(new MemoryRangeSource(new TiffBuilder().Add(image).Build()), CogReaderOptions.Default, Token);
}
