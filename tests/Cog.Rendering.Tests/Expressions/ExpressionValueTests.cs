using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Cog.Rendering.Expressions;
using Cog.Rendering.Tests.Encoding;
using Cog.Testing;

namespace Cog.Rendering.Tests.Expressions;

/// <summary>Values and types beside those of numexpr (tests/data/expressions).</summary>
public class ExpressionValueTests
{
    private const int Repeats = 131; // Some chunks and an odd rest.

    private static readonly JsonElement s_golden = JsonDocument
        .Parse(File.ReadAllBytes(TestData.PathOf("expressions/expressions.json")))
        .RootElement;

    public static TheoryData<string> Types => [.. s_golden.GetProperty("inputs").EnumerateObject().Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_operator_and_function_is_as_numexpr_has_it(string dtype)
    {
        SampleType type = TypeOf(dtype);
        string[][] inputs = [.. s_golden.GetProperty("inputs").GetProperty(dtype).EnumerateArray().Select(Texts)];
        using Raster bands = RasterOf(type, inputs);
        var wrong = new List<string>();
        int count = 0;
        foreach (JsonElement sample in s_golden.GetProperty("cases").EnumerateArray().Where(c => c.GetProperty("dtype").ValueEquals(dtype)))
        {
            count++;
            string expression = sample.GetProperty("expression").GetString()!;
            var parsed = BandExpressions.Parse(expression);
            using Raster named = ExpressionRasters.Only(bands, parsed.Samples);
            using Raster result = parsed.Compile(type).Evaluate(named, new(), TestContext.Current.CancellationToken);
            SampleType expected = TypeOf(sample.GetProperty("out").GetString()!);
            if (result.SampleType != expected)
            {
                wrong.Add($"{expression}: {result.SampleType}, expected {expected}");
                continue;
            }

            string[][] values = [.. sample.GetProperty("values").EnumerateArray().Select(Texts)];
            Assert.Equal(values.Length, result.Bands);
            for (int band = 0; band < values.Length; band++)
            {
                wrong.AddRange(Differences(result, band, values[band]).Select(difference => $"{expression} [{band}]: {difference}"));
            }
        }

        Assert.True(count > 100, $"{count} cases.");
        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void What_numexpr_refuses_is_refused(string dtype)
    {
        foreach (string expression in Texts(s_golden.GetProperty("refused")))
        {
            Assert.Throws<ExpressionException>(() => BandExpressions.Parse(expression).Compile(TypeOf(dtype)));
        }
    }

    private static IEnumerable<string> Differences(Raster result, int band, string[] expected)
    {
        bool isWhole = !result.SampleType.IsFloatingPoint();
        long[] whole = isWhole ? result.ToArray<long>(band) : [];
        double[] numbers = isWhole ? [] : result.ToArray<double>(band);
        double tolerance = result.SampleType == SampleType.Float32 ? 5e-7 : 2e-13;
        for (int i = 0; i < result.PixelCount; i++)
        {
            string text = expected[i % expected.Length];
            if (isWhole && whole[i] != long.Parse(text, CultureInfo.InvariantCulture))
            {
                yield return $"pixel {i} is {whole[i]}, expected {text}";
                yield break;
            }

            double number = isWhole ? 0 : Number(text);
            if (!isWhole && !(Math.Abs(numbers[i] - number) <= tolerance * Math.Abs(number)))
            {
                yield return $"pixel {i} is {numbers[i]:R}, expected {text}";
                yield break;
            }
        }
    }

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(text => text.GetString()!)];

    private static SampleType TypeOf(string name) => Enum.GetValues<SampleType>().Single(type => type.NumPyName() == name);

    private static Raster RasterOf(SampleType type, string[][] bands) =>
        type switch
        {
            SampleType.UInt8 => RasterOf<byte>(type, bands),
            SampleType.Int8 => RasterOf<sbyte>(type, bands),
            SampleType.UInt16 => RasterOf<ushort>(type, bands),
            SampleType.Int16 => RasterOf<short>(type, bands),
            SampleType.UInt32 => RasterOf<uint>(type, bands),
            SampleType.Int32 => RasterOf<int>(type, bands),
            SampleType.UInt64 => RasterOf<ulong>(type, bands),
            SampleType.Int64 => RasterOf<long>(type, bands),
            SampleType.Float32 => RasterOf<float>(type, bands),
            _ => RasterOf<double>(type, bands),
        };

    private static Raster RasterOf<T>(SampleType type, string[][] bands)
        where T : unmanaged, INumber<T>
    {
        T[] values = [.. bands.SelectMany(band => Enumerable.Repeat(band, Repeats).SelectMany(texts => texts.Select(Read)))];
        return TestRasters.Of<T>(type, bands.Length, bands[0].Length, values);

        static T Read(string text) =>
            T.IsInteger(T.One / (T.One + T.One)) // No fractions.
                ? T.Parse(text, CultureInfo.InvariantCulture)
                : T.CreateChecked(Number(text));
    }

    // Python's words for what is no number.
    private static double Number(string text) =>
        text switch
        {
            "nan" => double.NaN,
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            _ => double.Parse(text, CultureInfo.InvariantCulture),
        };
}
