using Cog.Testing;

namespace Cog.Stac.Tests;

/// <summary>What users of the package see.</summary>
public class PublicApiTests
{
    [Fact]
    public void The_api_of_Cog_Stac_is_what_its_file_says() => PublicApi.Compare(typeof(StacReader).Assembly, "src/Cog.Stac/PublicApi.txt");

    [Fact]
    public void They_stand_in_one_namespace() =>
        Assert.All(typeof(StacReader).Assembly.GetExportedTypes(), type => Assert.Equal("Cog.Stac", type.Namespace));
}
