using Cog.Header.Storing;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Tests.Hostility;

/// <summary>What an open file says that it takes, against what the runtime's heap says.</summary>
[Collection(nameof(Alone))]
public class HeaderMemoryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("reading/cog-mask.tif", true)]
    [InlineData("reading/cog-mask.tif", false)]
    [InlineData("many directories", true)]
    [InlineData("long texts", true)]
    [InlineData("a value among many bytes", true)]
    public async Task Is_estimated_within_a_factor_of_two(string name, bool isFromFile)
    {
        byte[] file = FileOf(name);
        const int Count = 50;
        var readers = new List<CogReader>(Count);
        CogReader first = await OpenAsync(file, isFromFile); // Whatever is made once.
        _ = (first.MemoryBytes, first.Header.ImageMetadata.Count, first.Header.ColorInterpretation.Count);

        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < Count; i++)
        {
            CogReader reader = await OpenAsync(file, isFromFile);
            _ = (
                reader.Header.ImageMetadata.Count,
                reader.Header.ImageStructure.Count,
                reader.Header.ColorInterpretation.Count,
                reader.Header.Levels.Count
            );
            readers.Add(reader);
        }

        double taken = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Count;

        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {readers[0].MemoryBytes} said, {taken:0} taken");
        Assert.InRange(readers[0].MemoryBytes / taken, 0.5, 2);
        GC.KeepAlive(readers);
        GC.KeepAlive(file);
    }

    private static async Task<CogReader> OpenAsync(byte[] file, bool isFromFile)
    {
        // Each read brings bytes of its own, as from a network.
        var source = new CountingRangeSource(file.Length, range => file.AsSpan((int)range.Offset, range.Length).ToArray());
        CogReader reader = await CogReader.OpenAsync(source, CogReaderOptions.Default, Token);
        return isFromFile
            ? reader.WithSource(new MemoryRangeSource(default))
            : new(
                new MemoryRangeSource(default),
                CogHeaderSerializer.Deserialize(CogHeaderSerializer.Serialize(reader.Header, int.MaxValue)!)!,
                CogReaderOptions.Default
            );
    }

    private static byte[] FileOf(string name) =>
        name switch
        {
            "many directories" => Enumerable.Range(0, 100).Aggregate(new TiffBuilder(), (file, _) => file.Add(Image())).Build(),
            "long texts" => new TiffBuilder()
                .Add(
                    Image()
                        .With(
                            TagId.GdalMetadata,
                            $"<GDALMetadata>{string.Concat(Enumerable.Range(0, 500).Select(i => $"<Item name=\"n{i}\">{new string('v', 100)}</Item>"))}</GDALMetadata>"
                        )
                )
                .Build(),
            "a value among many bytes" =>
            [
                .. new TiffBuilder().Add(Image().WithValueAt(TagId.JpegTables, FieldType.Undefined, 100, 100_000)).Build(),
                .. new byte[200_000],
            ],
            _ => File.ReadAllBytes(TestData.PathOf(name)),
        };

    private static IfdBuilder Image() => new IfdBuilder(16, 16).Tiled(16, 16).WithBlocks(new byte[256]);
}
