using System.IO.Hashing;
using Cog.Rendering.Styling.Colors;
using Cog.Testing;

namespace Cog.Rendering.Tests.Styling.Colors;

public class NamedColorMapsTests
{
    private static readonly Dictionary<string, string> s_expected = File.ReadLines(TestData.PathOf("colors/named.txt"))
        .Select(line => line.Split(' '))
        .ToDictionary(words => words[0], words => words[1]);

    public static TheoryData<string> Names => [.. s_expected.Keys];

    [Fact]
    public void Has_all_names_of_rio_tiler_and_no_other()
    {
        Assert.Equal(211, NamedColorMaps.Names.Count);
        Assert.Equal(s_expected.Keys.Order(StringComparer.Ordinal), NamedColorMaps.Names);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_map_is_rio_tilers_to_the_last_bit(string name)
    {
        ColorTable map = NamedColorMaps.Find(name)!;

        byte[] rgba =
        [
            .. Enumerable
                .Range(0, map.Count)
                .SelectMany(i =>
                {
                    (byte red, byte green, byte blue, byte alpha) = map[i];
                    return new[] { red, green, blue, alpha };
                }),
        ];
        Assert.Equal(1024, rgba.Length);
        Assert.Equal(s_expected[name], $"{Crc32.HashToUInt32(rgba):x8}");
        Assert.Equal(name, map.Name);
        Assert.Same(map, NamedColorMaps.Find(name)); // Unpacked once.
    }

    [Theory]
    [InlineData("")]
    [InlineData("Viridis")]
    [InlineData("viridis_r_r")]
    [InlineData("cfastie_r")]
    [InlineData("virid")]
    [InlineData("viridis ")]
    [InlineData("_r")]
    public void Knows_no_other_spelling(string name) => Assert.Null(NamedColorMaps.Find(name));
}
