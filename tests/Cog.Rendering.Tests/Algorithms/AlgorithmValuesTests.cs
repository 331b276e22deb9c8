using System.Text.Json;
using Cog.Rasters;
using Cog.Rendering.Algorithms;
using Cog.Rendering.Styling;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Rendering.Tests.Algorithms;

/// <summary>Beside NumPy: see tests/data/algorithms/README.md.</summary>
public class AlgorithmValuesTests
{
    private static readonly IReadOnlyDictionary<string, NumPyArray> Arrays = NumPyArchive.Read(TestData.PathOf("algorithms/expected.npz"));

    private static readonly string[] Lines = File.ReadAllLines(TestData.PathOf("algorithms/cases.txt"));

    public static IEnumerable<TheoryDataRow<int, string>> Cases() => Lines.Select((line, i) => new TheoryDataRow<int, string>(i, line));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Are_those_of_NumPy(int number, string line)
    {
        string[] words = line.Split(';');
        AlgorithmDefinition definition = AlgorithmCatalog.Find(words[0])!;
        using JsonDocument parameters = JsonDocument.Parse(words[1]);
        Algorithm algorithm = definition.Create(AlgorithmArguments.Read(definition, parameters.RootElement));
        NumPyArray expected = Arrays[$"values{number}"];
        double[] seen = Arrays[$"seen{number}"].Values;
        using Raster input = InputOf(Arrays[words[2]], TypeOf(words[3]));
        StepContext context = await ContextOf(input, NoDataValue.Parse(words[4])!);

        using Raster found = algorithm.Apply(input, context, TestContext.Current.CancellationToken);

        Assert.Equal((TypeOf(words[5]), expected.Shape[0]), (found.SampleType, found.Bands));
        Assert.Equal((expected.Shape[1], expected.Shape[2]), (found.Height, found.Width));
        Assert.Equal(new BandShape(found.Bands, found.SampleType), algorithm.ShapeOf(new(input.Bands, input.SampleType)));
        Assert.Equal(seen, found.Mask.ToArray().Select(m => m > 0 ? 1.0 : 0));
        Assert.True(seen.Contains(1) || (definition.Id is "std" or "var" && input.Bands == 1)); // One value has no deviation.

        int others = 0;
        for (int band = 0; band < found.Bands; band++)
        {
            double[] values = found.ToArray<double>(band);
            for (int i = 0; i < values.Length; i++)
            {
                double wanted = expected.Values[(band * values.Length) + i];
                if (seen[i] == 0)
                {
                    Assert.Equal(0, values[i]);
                }
                else if (!double.IsNaN(wanted) && Math.Abs(values[i] - wanted) > 1e-6 * Math.Max(1, Math.Abs(wanted)))
                {
                    Assert.True(definition.Id == "hillshade" && Math.Abs(values[i] - wanted) <= 1, $"{values[i]} at {i}, not {wanted}");
                    others++; // Where the shade is a whole number, the last bit decides whether it is cut to the one below.
                }
            }
        }

        Assert.True(others <= 1, $"{others} pixels differ.");
    }

    [Fact]
    public void Every_algorithm_has_a_case() =>
        Assert.Equal(AlgorithmCatalog.Ids.Order(), Lines.Select(line => line.Split(';')[0]).Distinct().Order());

    // Pixels are 2.5 × 4.
    private static async Task<StepContext> ContextOf(Raster input, NoDataValue noData)
    {
        byte[] file = new TiffBuilder()
            .Add(
                new IfdBuilder(16, 16)
                    .Tiled(16, 16)
                    .With(TagId.BitsPerSample, FieldType.Short, input.SampleType.ByteSize() * 8)
                    .With(TagId.SampleFormat, FieldType.Short, FormatOf(input.SampleType))
                    .WithBlocks([null])
            )
            .Build();
        CogReader reader = await CogReader.OpenAsync(
            new MemoryRangeSource(file),
            CogReaderOptions.Default,
            TestContext.Current.CancellationToken
        );
        PixelValidity.Of(reader.Header, reader.Header.Levels[0], noData).Apply(input, alpha: null);
        return new(new(100, 50, 100 + (2.5 * input.Width), 50 + (4 * input.Height)), BandNoData.Of(reader.Header, noData), reader.Options);
    }

    private static Raster InputOf(NumPyArray array, SampleType type)
    {
        Raster raster = Raster.Rent(type, array.Shape[0], new(array.Shape[2], array.Shape[1]), CogReaderOptions.Default);
        SampleRows.Store(type, array.Values, raster.Samples);
        return raster;
    }

    private static SampleType TypeOf(string name) =>
        name switch
        {
            "u1" => SampleType.UInt8,
            "u2" => SampleType.UInt16,
            "i2" => SampleType.Int16,
            "u8" => SampleType.UInt64,
            "f4" => SampleType.Float32,
            _ => SampleType.Float64,
        };

    private static int FormatOf(SampleType type) =>
        type.IsFloatingPoint() ? 3
        : type == SampleType.Int16 ? 2
        : 1;
}
