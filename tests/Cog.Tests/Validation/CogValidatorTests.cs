using System.Text.Json;
using Cog.Header;
using Cog.Testing;
using Cog.Validation;

namespace Cog.Tests.Validation;

public class CogValidatorTests
{
    public static TheoryData<string> Files() =>
        [.. from folder in new[] { "tif", "notcog", "real" } from name in Corpus.Names(folder, "") select $"{folder}/{name}"];

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Files))]
    public async Task Finds_what_rio_cogeo_finds(string name)
    {
        Assert.SkipWhen(Corpus.Folder is null, Corpus.Missing);
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using JsonDocument expectation = JsonDocument.Parse(await File.ReadAllBytesAsync(Corpus.PathOf(name + ".json"), cancellationToken));
        if (!expectation.RootElement.TryGetProperty("cog", out JsonElement cog)
            || !cog.TryGetProperty("rio_cogeo", out JsonElement expected)
            || expected.ValueKind != JsonValueKind.Object
            || !expected.TryGetProperty("valid", out _))
        {
            return; // GDAL cannot read it.
        }

        var source = new CountingRangeSource(await File.ReadAllBytesAsync(Corpus.PathOf(name), cancellationToken));
        CogHeader header = await CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, cancellationToken);
        CogValidation found = await CogValidator.ValidateAsync(
            source, header, CogReaderOptions.Default, File.Exists(Corpus.PathOf(name + ".ovr")), cancellationToken);

        Assert.Equal(Texts(expected, "errors"), found.Errors);
        Assert.Equal(Texts(expected, "warnings"), found.Warnings);
        Assert.Equal(expected.GetProperty("valid").GetBoolean(), found.IsValid(strict: false));
        Assert.Equal(expected.GetProperty("valid_strict").GetBoolean(), found.IsValid(strict: true));
    }

    private static string[] Texts(JsonElement of, string name) => [.. of.GetProperty(name).EnumerateArray().Select(e => e.GetString()!)];
}
