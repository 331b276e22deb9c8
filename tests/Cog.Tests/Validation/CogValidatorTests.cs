using System.Text.Json;
using Cog.Header;
using Cog.Testing;
using Cog.Validation;

namespace Cog.Tests.Validation;

public class CogValidatorTests
{
    public static IEnumerable<TheoryDataRow<string>> Files() =>
        Corpus.Rows(from folder in new[] { "tif", "notcog", "real" } from name in Corpus.Names(folder, "") select $"{folder}/{name}");

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Files))]
    public async Task Finds_what_rio_cogeo_finds(string name)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using JsonDocument expectation = JsonDocument.Parse(await File.ReadAllBytesAsync(Corpus.PathOf(name + ".json"), cancellationToken));
        if (
            !expectation.RootElement.TryGetProperty("cog", out JsonElement cog)
            || !cog.TryGetProperty("rio_cogeo", out JsonElement expected)
            || expected.ValueKind != JsonValueKind.Object
            || !expected.TryGetProperty("valid", out _)
        )
        {
            return; // GDAL cannot read it.
        }

        var source = new CountingRangeSource(await File.ReadAllBytesAsync(Corpus.PathOf(name), cancellationToken));
        CogHeader header = await CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, cancellationToken);
        CogValidation found = await ValidateAsync(source, header, File.Exists(Corpus.PathOf(name) + ".ovr"));

        Assert.Equal(Texts(expected, "errors"), found.Errors);
        Assert.Equal(Texts(expected, "warnings"), found.Warnings);
        Assert.Equal(expected.GetProperty("valid").GetBoolean(), found.IsValid(strict: false));
        Assert.Equal(expected.GetProperty("valid_strict").GetBoolean(), found.IsValid(strict: true));
    }

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Files))]
    public async Task Finds_what_gdal_finds_blocks_and_all(string name)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using JsonDocument expectation = JsonDocument.Parse(await File.ReadAllBytesAsync(Corpus.PathOf(name + ".json"), cancellationToken));
        if (
            !expectation.RootElement.TryGetProperty("cog", out JsonElement cog)
            || !cog.TryGetProperty("gdal", out JsonElement expected)
            || expected.ValueKind != JsonValueKind.Object
        )
        {
            return; // GDAL cannot read it.
        }

        var source = new CountingRangeSource(await File.ReadAllBytesAsync(Corpus.PathOf(name), cancellationToken));
        CogHeader header = await CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, cancellationToken);
        var request = new ValidationRequest
        {
            Profile = ValidationProfile.Gdal,
            IsFull = true,
            HasExternalOverviews = File.Exists(Corpus.PathOf(name) + ".ovr"),
        };
        CogValidation found = await CogValidator.ValidateAsync(source, header, CogReaderOptions.Default, request, cancellationToken);

        Assert.Equal(Texts(expected, "errors"), found.Errors);
        Assert.Equal(Texts(expected, "warnings"), found.Warnings);
        Assert.Equal(expected.GetProperty("valid").GetBoolean(), found.IsValid(strict: false));
    }

    [Fact]
    public async Task A_file_in_order_is_valid()
    {
        CogValidation found = await ValidateAsync(new TiffBuilder().Add(Image(600, 16)).Add(Image(300, 16).Subfile(1)));

        Assert.Empty(found.Errors);
        Assert.Empty(found.Warnings);
        Assert.True(found.IsValid(strict: true));
    }

    [Fact]
    public async Task A_large_image_of_strips_without_overviews_is_not()
    {
        CogValidation found = await ValidateAsync(
            new TiffBuilder { GapBeforeIfds = 400 }.Add(new IfdBuilder(513, 513).WithBlocks(new byte[10]))
        );

        Assert.Equal(
            ["The file is greater than 512xH or 512xW, but is not tiled", "The offset of the main IFD should be < 300. It is 408 instead"],
            found.Errors
        );
        Assert.Equal(["The file is greater than 512xH or 512xW, it is recommended to include internal overviews"], found.Warnings);
        Assert.False(found.IsValid(strict: false));
    }

    [Fact]
    public async Task A_warning_counts_only_when_strict()
    {
        CogValidation found = await ValidateAsync(new TiffBuilder().Add(Image(528, 528)));

        Assert.True(found.IsValid(strict: false));
        Assert.False(found.IsValid(strict: true));
    }

    [Fact]
    public async Task Overviews_out_of_order_and_an_edit_are_errors()
    {
        string edited = TiffBuilder.GhostText.Replace("EDITION=NO\n ", "EDITION=YES\n", StringComparison.Ordinal);
        CogValidation found = await ValidateAsync(
            new TiffBuilder { Ghost = edited }
                .Add(Image(80, 80))
                .Add(Image(16, 16).Subfile(1))
                .Add(Image(80, 80).Subfile(1))
        );

        Assert.Equal(
            [
                "This file used to have optimizations in its layout, but those have been, at least partly, invalidated by later changes",
                "Overviews should be sorted",
                "Invalid Decimation 1 for overview level 1",
            ],
            found.Errors
        );
    }

    [Fact]
    public async Task A_file_without_any_data_has_no_data_out_of_order()
    {
        CogValidation found = await ValidateAsync(
            new TiffBuilder()
                .Add(new IfdBuilder(32, 16).Tiled(16, 16).WithBlocks(null, null))
                .Add(new IfdBuilder(16, 8).Subfile(1).Tiled(16, 16).WithBlocks(null, null))
        );

        Assert.Empty(found.Errors);
    }

    private static IfdBuilder Image(int width, int height) =>
        new IfdBuilder(width, height).Tiled(16, 16).WithBlocks(Enumerable.Repeat<byte[]?>([1], (width + 15) / 16 * ((height + 15) / 16)));

    private static async Task<CogValidation> ValidateAsync(TiffBuilder builder)
    {
        var source = new CountingRangeSource(builder.Build());
        return await ValidateAsync(
            source,
            await CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, TestContext.Current.CancellationToken)
        );
    }

    internal static Task<CogValidation> ValidateAsync(CountingRangeSource source, CogHeader header, bool hasExternalOverviews = false) =>
        CogValidator.ValidateAsync(source, header, CogReaderOptions.Default, hasExternalOverviews, TestContext.Current.CancellationToken);

    private static string[] Texts(JsonElement of, string name) => [.. of.GetProperty(name).EnumerateArray().Select(e => e.GetString()!)];
}
