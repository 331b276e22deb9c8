using System.Text.RegularExpressions;
using Cog.Testing;

namespace Cog.Tests.Packages;

/// <summary>The programs of doc/samples: they run, are short, and stand in doc/library.md as they are.</summary>
public partial class SampleTests(BuiltSamples samples) : IClassFixture<BuiltSamples>
{
    private static string Folder { get; } = Path.Combine(TestData.Root, "doc", "samples");

    [Theory]
    [InlineData("info", "100 × 80 × 3 uint8, EPSG:32633", "blocks of 32 × 32")]
    [InlineData("window", "64 × 64 UInt8", "…")]
    [InlineData("tags", "ImageWidth (256) = 100", "ProjectedCrs (3072) = 32633")]
    [InlineData("block", "AdobeDeflate", "Decoded 3 × 32 × 32 UInt8")]
    public async Task A_sample_runs(string name, params string[] expected)
    {
        string output = await samples.RunAsync($"{name} {TestData.PathOf("reading/plain-u8.tif")}");

        Assert.All(expected, text => Assert.Contains(text, output, StringComparison.Ordinal));
    }

    [Fact]
    public void No_sample_is_longer_than_25_lines() => Assert.All(Samples(), path => Assert.InRange(File.ReadAllLines(path).Length, 5, 25));

    [Fact]
    public void The_document_quotes_the_samples_as_they_are()
    {
        string document = File.ReadAllText(Path.Combine(TestData.Root, "doc", "library.md")).ReplaceLineEndings("\n");
        Dictionary<string, string> quoted = Quote().Matches(document).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);

        Assert.Equal(
            Samples().Select(p => Path.GetFileNameWithoutExtension(p)!).Order(StringComparer.Ordinal),
            quoted.Keys.Order(StringComparer.Ordinal)
        );
        Assert.All(quoted, sample =>
            Assert.Equal(
                File.ReadAllText(Path.Combine(Folder, sample.Key + ".cs")).ReplaceLineEndings("\n").TrimEnd(),
                sample.Value.TrimEnd()
            )
        );
    }

    private static IEnumerable<string> Samples() => Directory.GetFiles(Folder, "*.cs").Where(p => Path.GetFileName(p) != "Program.cs");

    [GeneratedRegex(@"<!-- sample: (\w+) -->\n+```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Quote();
}
