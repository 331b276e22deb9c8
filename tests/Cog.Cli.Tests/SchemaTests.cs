using System.Text.Json.Nodes;
using Cog.Testing;
using Cog.Testing.Web.Cli;
using Json.Schema;

namespace Cog.Cli.Tests;

/// <summary>What <c>--json</c> prints is what doc/schemas say, no field more and none less.</summary>
public class SchemaTests
{
    public static TheoryData<string, string[]> Commands
    {
        get
        {
            string none = TestData.PathOf("corpus/tif/geo-none.tif"),
                points = TestData.PathOf("functions/ground-points.tif"),
                palette = TestData.PathOf("corpus/tif/cog-palette.tif"),
                floats = TestData.PathOf("corpus/tif/codec-deflate-float32-p3.tif"),
                gap = TestData.PathOf("warp/wgs84-int16-gap.tif");
            return new()
            {
                { "info", ["info", Sample.PictureReader] },
                { "info", ["info", Sample.PictureReader, "--tags"] },
                { "info", ["info", Sample.Heights, "--tags"] },
                { "info", ["info", none, "--tags"] },
                { "info", ["info", points, "--tags"] },
                { "info", ["info", palette, "--tags"] },
                { "info", ["info", floats] },
                { "validate", ["validate", Sample.PictureReader] },
                { "validate", ["validate", Sample.PictureReader, "--full"] },
                { "validate", ["validate", floats, "--strict"] },
                { "validate", ["validate", floats, "--profile", "gdal"] },
                { "picture", ["read", Sample.PictureReader, "--max_size", "64", "-o", "{new}.png"] },
                { "picture", ["read", none, "--window", "0,0,8,8", "-o", "{new}.npy"] },
                { "picture", ["read", gap, "--bbox", "10.02,47.9,10.05,47.95", "--dst_crs", "EPSG:3857", "-o", "{new}.tif"] },
                { "picture", ["tile", Sample.Heights, "11", "926", "821", "-o", "{new}.webp"] },
                { "picture", ["tile", Sample.PictureReader, "0", "0", "0", "--tms", "CogGrid", "-o", "{new}.jpg"] },
                { "picture", ["stac", "create", Sample.Heights, "-o", "{new}.json"] },
                { "mosaic", ["mosaic", "create", Sample.PictureReader, "-o", "{new}.json"] },
                { "point", ["point", Sample.PictureReader, "-17.0637", "33.548439"] },
                { "point", ["point", Sample.PictureReader, "-17.090057", "33.569638"] }, // Masked.
                { "statistics", ["statistics", Sample.PictureReader] },
                { "statistics", ["statistics", gap, "--p", "5", "--p", "95", "--histogram_bins", "3"] },
                { "statistics", ["statistics", palette, "--categorical", "--c", "1"] },
                { "statistics", ["statistics", Sample.Heights, "--geojson", "{feature}", "--coord_crs", "native"] },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Output_follows_its_schema(string schema, string[] arguments)
    {
        CogResult result = await CogProcess.RunAsync([.. arguments.Select(Place), "--json"]);

        Assert.Equal("", result.Error);
        EvaluationResults verdict = Evaluate(schema, JsonNode.Parse(result.Output)!);
        Assert.True(verdict.IsValid, Why(verdict));
    }

    [Theory]
    [InlineData("info", "reads")]
    [InlineData("validate", "verdict")]
    [InlineData("picture", "media_type")]
    [InlineData("point", "values")]
    [InlineData("mosaic", "files")]
    public async Task A_schema_refuses_what_is_not_so(string schema, string member)
    {
        string[] arguments = Commands.First(row => row.Data.Item1 == schema).Data.Item2;
        CogResult result = await CogProcess.RunAsync([.. arguments.Select(Place), "--json"]);
        JsonObject answer = JsonNode.Parse(result.Output)!.AsObject();

        JsonObject less = answer.DeepClone().AsObject(),
            more = answer.DeepClone().AsObject(),
            other = answer.DeepClone().AsObject();
        less.Remove(member);
        more["surprise"] = 1;
        other[member] = 12.5;

        Assert.All([less, more, other], wrong => Assert.False(Evaluate(schema, wrong).IsValid));
    }

    [Fact]
    public async Task A_schema_of_statistics_refuses_a_band_that_lacks_a_number()
    {
        CogResult result = await CogProcess.RunAsync("statistics", Sample.Heights, "--json");
        JsonObject answer = JsonNode.Parse(result.Output)!.AsObject();
        answer["b1"]!.AsObject().Remove("median");

        Assert.False(Evaluate("statistics", answer).IsValid);
    }

    [Fact]
    public void Every_schema_is_used_here_and_named_in_the_documents()
    {
        string[] schemas =
        [
            .. Directory
                .EnumerateFiles(Path.Combine(TestData.Root, "doc", "schemas"))
                .Select(path => Path.GetFileName(path).Replace(".schema.json", "", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
        string document = File.ReadAllText(Path.Combine(TestData.Root, "doc", "cli.md"));

        Assert.Equal(schemas, Commands.Select(row => row.Data.Item1).Distinct().Order(StringComparer.Ordinal));
        Assert.All(schemas, name => Assert.Contains($"(schemas/{name}.schema.json)", document, StringComparison.Ordinal));
    }

    private static string Place(string argument)
    {
        if (argument == "{feature}")
        {
            string path = Sample.PathOfNew("feature.geojson");
            JsonNode expected = JsonNode.Parse(File.ReadAllText(TestData.PathOf("cli/expected.json")))!;
            File.WriteAllText(path, expected["feature"]!.ToJsonString());
            return path;
        }

        return argument.StartsWith("{new}", StringComparison.Ordinal) ? Sample.PathOfNew($"picture{argument["{new}".Length..]}") : argument;
    }

    private static EvaluationResults Evaluate(string schema, JsonNode answer) =>
        JsonSchema
            .FromText(File.ReadAllText(Path.Combine(TestData.Root, "doc", "schemas", $"{schema}.schema.json")))
            .Evaluate(answer, new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true });

    private static string Why(EvaluationResults verdict) =>
        string.Join(
            '\n',
            verdict.Details.Where(d => d.HasErrors).Select(d => $"{d.InstanceLocation}: {string.Join(", ", d.Errors!.Values)}")
        );
}
