using System.IO.Compression;
using System.Xml.Linq;
using Cog.Testing;

namespace Cog.Tests.Packages;

/// <summary>The packages as they are made: what is in them.</summary>
public class PackTests
{
    [Theory]
    [InlineData("Cog")]
    [InlineData("Cog.Aws")]
    [InlineData("Cog.Stac")]
    public async Task A_package_has_a_readme_an_icon_documentation_and_symbols(string name)
    {
        string folder = Directory.CreateTempSubdirectory("cog-pack-").FullName;
        try
        {
            // Built in a folder of its own: what other tests publish meanwhile writes into the projects' own obj folders.
            await Shell.RunAsync(
                "dotnet",
                $"pack src/{name} -c Release -o {folder} --artifacts-path {folder}/build "
                    + "-p:RepositoryUrl=https://example.org/cog.git --nologo -v q"
            );
            using ZipArchive package = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(folder, "*.nupkg")));
            using ZipArchive symbols = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(folder, "*.snupkg")));
            string[] entries = [.. package.Entries.Select(e => e.FullName)];
            Assert.Superset(
                new HashSet<string> { "README.md", "icon.png", $"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml", $"{name}.nuspec" },
                entries.ToHashSet()
            );
            Assert.Contains(symbols.Entries, e => e.FullName == $"lib/net10.0/{name}.pdb");

            XElement metadata = XDocument.Load(package.GetEntry($"{name}.nuspec")!.Open()).Root!.Elements().Single();
            Assert.Equal("MIT", Value(metadata, "license"));
            Assert.Equal("README.md", Value(metadata, "readme"));
            Assert.Equal("icon.png", Value(metadata, "icon"));
            Assert.Contains("geotiff", Value(metadata, "tags"), StringComparison.Ordinal);
            Assert.NotEmpty(Value(metadata, "description"));
            Assert.Equal(
                "https://example.org/cog.git",
                (string?)metadata.Elements().Single(e => e.Name.LocalName == "repository").Attribute("url")
            );
            string[] dependencies =
            [
                .. metadata
                    .Descendants()
                    .Where(e => e.Name.LocalName == "dependency")
                    .Select(e => (string)e.Attribute("id")!)
                    .Order(StringComparer.Ordinal),
            ];
            Assert.Equal(
                name switch
                {
                    "Cog" => ["Polly.Core", "ZstdSharp.Port"],
                    "Cog.Stac" => ["Cog"],
                    _ => ["AWSSDK.S3", "AWSSDK.SecurityToken", "Cog"],
                },
                dependencies
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Value(XElement metadata, string name) => metadata.Elements().Single(e => e.Name.LocalName == name).Value;
}
