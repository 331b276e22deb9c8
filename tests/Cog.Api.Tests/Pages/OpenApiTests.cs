using System.Text.Json;
using System.Text.RegularExpressions;
using Cog.Api.Pages;
using Cog.Hosting;
using Cog.Hosting.Http;
using Cog.Hosting.Settings;
using Cog.Testing.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Cog.Api.Tests.Pages;

/// <summary>The description of the product's routes.</summary>
public class OpenApiTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    [Fact]
    public void Every_route_is_described_and_no_other()
    {
        var routes = new RouteTable(new ServiceCollection().AddCog(new CogOptions()).BuildServiceProvider());
        routes.MapInfo(_ => null);
        routes.MapTile();
        routes.MapPartialRead();
        routes.MapValidate();

        Assert.Equal(
            routes.All.Where(route => route.Method != "HEAD").Order(),
            RouteDescriptions.All.Select(route => (route.Method, route.Route)).Order()
        );
    }

    [Fact]
    public void Every_parameter_of_a_route_is_described()
    {
        Assert.All(RouteDescriptions.All, route =>
        {
            Assert.All(route.Parameters, name => Assert.Contains(name, ParameterDescriptions.OfQuery));
            Assert.Distinct(route.Parameters.Select(name => ParameterDescriptions.OfQuery[name].Name ?? name));
            Assert.All(route.Paths.SelectMany(path => Regex.Matches(path, @"\{(\w+)\}")).Select(match => match.Groups[1].Value), name =>
                Assert.Contains(name, ParameterDescriptions.OfPath)
            );
            Assert.NotEmpty(route.MediaTypes);
        });
        Assert.Empty(ParameterDescriptions.OfQuery.Keys.Except(RouteDescriptions.All.SelectMany(route => route.Parameters)));
    }

    [Fact]
    public async Task The_document_is_valid_OpenAPI()
    {
        Assert.SkipWhen(ClientPackages.Missing is not null, ClientPackages.Missing ?? "");
        await ClientPackages.FindAsync("@seriousme/openapi-schema-validator/package.json");
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, (await DocumentAsync()).GetRawText(), TestContext.Current.CancellationToken);

            Assert.Null(await ClientPackages.RunAsync("validate-openapi.mjs", file));

            // What is wrong is noticed: a parameter that stands nowhere.
            string broken = (await DocumentAsync()).GetRawText().Replace("\"in\":\"path\"", "\"in\":\"nowhere\"", StringComparison.Ordinal);
            await File.WriteAllTextAsync(file, broken, TestContext.Current.CancellationToken);
            Assert.Contains("/in", await ClientPackages.RunAsync("validate-openapi.mjs", file), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task The_document_has_what_clients_are_made_of()
    {
        JsonElement document = await DocumentAsync();
        JsonElement tile = document
            .GetProperty("paths")
            .GetProperty("/cog/tiles/{tileMatrixSetId}/{z}/{x}/{y}.{format}")
            .GetProperty("get");
        string[] ids =
        [
            .. document
                .GetProperty("paths")
                .EnumerateObject()
                .SelectMany(path => path.Value.EnumerateObject())
                .Select(operation => operation.Value.GetProperty("operationId").GetString()!),
        ];

        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
        Assert.Equal(
            functions.Client.BaseAddress!.AbsoluteUri.TrimEnd('/'),
            document.GetProperty("servers")[0].GetProperty("url").GetString()
        );
        Assert.Distinct(ids);
        string[] parameters =
        [
            .. tile.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("$ref").GetString()!.Split('/')[^1]),
        ];
        Assert.Superset(
            new HashSet<string>
            {
                "path-z",
                "path-format",
                "query-url",
                "query-bidx",
                "query-expression",
                "query-color_formula",
                "query-colormap",
                "query-colormap_name",
                "query-algorithm",
                "query-algorithm_params",
                "query-unscale",
                "query-rescale",
            },
            parameters.ToHashSet()
        );
        Assert.Contains(
            "image/webp",
            tile.GetProperty("responses").GetProperty("200").GetProperty("content").GetRawText(),
            StringComparison.Ordinal
        );
    }

    private async Task<JsonElement> DocumentAsync()
    {
        using HttpResponseMessage response = await functions.Client.GetAsync("/api", TestContext.Current.CancellationToken);
        Assert.Equal("application/vnd.oai.openapi+json; version=3.0", response.Content.Headers.ContentType?.ToString());
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
    }
}
