using Cog.Testing;

namespace Cog.Tests.Tiff;

public class TagTextTests
{
    [Fact]
    public async Task A_tag_shows_its_name_its_number_and_its_value_shortened()
    {
        IfdBuilder ifd = new IfdBuilder(2, 2)
            .With(TagId.BitsPerSample, FieldType.Short, 8)
            .With(TagId.Software, new string('x', 100))
            .With((TagId)50_000, FieldType.Double, 1.5, 2, 3, 4, 5, 6, 7, 8, 9)
            .WithBlocks([1, 2, 3, 4]);
        await using CogReader reader = await CogReader.OpenAsync(
            new TiffBuilder().Add(ifd).Build(),
            cancellationToken: TestContext.Current.CancellationToken
        );
        Ifd image = reader.Header.Image;

        Assert.Equal("BitsPerSample (258) = 8", image.Find(TagId.BitsPerSample)!.ToString());
        Assert.Equal($"Software (305) = \"{new string('x', 60)}…\" (100 characters)", image.Find(TagId.Software)!.ToString());
        Assert.Equal("Tag 50000 = 1.5, 2, 3, 4, 5, 6, 7, 8, … (9 values)", image.Find((TagId)50_000)!.ToString());
        Assert.Equal([1.5, 2, 3, 4, 5, 6, 7, 8, 9], image.FindNumbers((TagId)50_000)!);
        Assert.Null(image.FindText((TagId)50_000));
        Assert.Null(image.Find(TagId.Artist));
    }

    [Fact]
    public async Task GeoKeys_show_their_names_and_values()
    {
        await using CogReader reader = await CogReader.OpenAsync(
            TestData.PathOf("reading/plain-u8.tif"),
            cancellationToken: TestContext.Current.CancellationToken
        );

        Assert.Contains("ProjectedCrs (3072) = 32633", reader.Header.GeoKeys.ToString(), StringComparison.Ordinal);
        Assert.Equal("1", reader.Header.GeoKeys.ValueOf(GeoKeyId.GTModelType));
        Assert.Null(reader.Header.GeoKeys.ValueOf((GeoKeyId)9999));
    }
}
