using Cog.Testing;

namespace Cog.Tests.Packages;

/// <summary>What users see, member by member, stands in a file: no change of it goes unnoticed.</summary>
public class PublicApiTests
{
    [Fact]
    public void The_api_of_Cog_is_what_its_file_says() => PublicApi.Compare(typeof(CogReader).Assembly, "src/Cog/PublicApi.txt");

    [Fact]
    public void Forty_types_are_enough() => Assert.InRange(typeof(CogReader).Assembly.GetExportedTypes().Length, 20, 40);

    [Fact]
    public void They_stand_in_one_namespace() =>
        Assert.All(typeof(CogReader).Assembly.GetExportedTypes(), type => Assert.Equal("Cog", type.Namespace));
}
