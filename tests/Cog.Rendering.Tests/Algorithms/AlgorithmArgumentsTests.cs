using System.Text.Json;
using Cog.Rendering.Algorithms;

namespace Cog.Rendering.Tests.Algorithms;

public class AlgorithmArgumentsTests
{
    private static readonly AlgorithmDefinition Hillshade = AlgorithmCatalog.Find("hillshade")!;

    [Fact]
    public void Defaults_hold_where_nothing_is_said()
    {
        AlgorithmArguments arguments = AlgorithmArguments.Read(Hillshade, json: null);

        Assert.Equal((45, 3), (arguments.Integer("azimuth"), arguments.Integer("buffer")));
        Assert.Equal((45, 1), (arguments.Number("angle_altitude"), arguments.Number("z_exaggeration")));
        Assert.Null(AlgorithmArguments.Read(AlgorithmCatalog.Find("terrainrgb")!, null).Optional("nodata_height"));
    }

    [Theory]
    [InlineData("90", 90)]
    [InlineData("90.0", 90)]
    [InlineData("9e1", 90)]
    [InlineData("\" 90 \"", 90)]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    [InlineData("0", 0)]
    [InlineData("360", 360)]
    [InlineData("1, \"azimuth\": 2", 2)] // The last one holds, as in Python.
    public void Numbers_are_read_as_pydantic_reads_them(string value, int expected) =>
        Assert.Equal(expected, Read($"{{\"azimuth\": {value}, \"other\": []}}").Integer("azimuth"));

    [Theory]
    [InlineData("-1")]
    [InlineData("361")]
    [InlineData("1.5")]
    [InlineData("1e999")]
    [InlineData("-1e999")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"\"")]
    [InlineData("\"x\"")]
    [InlineData("\"NaN\"")]
    [InlineData("\"Infinity\"")]
    public void What_is_no_number_of_the_range_is_refused_by_its_name(string value)
    {
        FormatException error = Assert.Throws<FormatException>(() => Read($"{{\"azimuth\": {value}}}"));
        Assert.Equal($"algorithm_params: azimuth is {value}, expected a whole number from 0 to 360.", error.Message);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("\"azimuth\"")]
    public void What_is_no_object_is_refused(string json) =>
        Assert.StartsWith(
            $"algorithm_params is {json}: ",
            Assert.Throws<FormatException>(() => Read(json)).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("{\"azimuth\": \"\\ud800\"}")]
    [InlineData("{\"\\ud8001234\": 1}")] // As long as a name that is looked for.
    public void Half_a_character_is_refused_or_passed_over(string json) => OnlyFormatErrors(json);

    [Fact]
    public void Long_values_are_not_repeated_whole()
    {
        FormatException error = Assert.Throws<FormatException>(() => Read($"{{\"azimuth\": \"{new string('x', 10_000)}\"}}"));
        Assert.InRange(error.Message.Length, 100, 200);
    }

    [Fact]
    public void Random_text_fails_as_a_format_error_or_not_at_all()
    {
        var random = new Random(1);
        string[] names = ["azimuth", "nodata_height", "interval", "buffer", "\\ud800", "minz", ""],
            values = ["1", "-1e9", "1e999", "null", "true", "[1]", "{}", "\"7\"", "\"\\udc00\"", "\"x\"", "99999", "0.5", "-0"];
        int parsed = 0;
        for (int round = 0; round < 2_000; round++)
        {
            IEnumerable<string> members = Enumerable
                .Range(0, random.Next(5))
                .Select(_ => $"\"{names[random.Next(names.Length)]}\":{values[random.Next(values.Length)]}");
            string text = $"{{{string.Join(',', members)}}}";
            text = random.Next(3) == 0 ? text.Remove(random.Next(text.Length), 1) : text;
            parsed += OnlyFormatErrors(text) ? 1 : 0;
        }

        Assert.True(parsed > 100);
    }

    // True for JSON.
    private static bool OnlyFormatErrors(string json)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            return false;
        }

        using (document)
        {
            foreach (string id in AlgorithmCatalog.Ids)
            {
                try
                {
                    AlgorithmDefinition definition = AlgorithmCatalog.Find(id)!;
                    definition.Create(AlgorithmArguments.Read(definition, document.RootElement));
                }
                catch (FormatException) { }
            }
        }

        return true;
    }

    private static AlgorithmArguments Read(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return AlgorithmArguments.Read(Hillshade, document.RootElement);
    }
}
