namespace Cog.Tests.Codecs.Jpeg;

public class JpegCodecTests
{
    [Theory]
    [InlineData("synthetic.zip", 134)]
    [InlineData("gdal.zip", 73)]
    public void Samples_equal_those_of_the_reference_decoder(string archive, int count)
    {
        IReadOnlyList<JpegBlock> blocks = JpegBlock.Load(archive);
        Assert.Equal(count, blocks.Count);
        Assert.Equal([], blocks.Select(Difference).OfType<string>());
    }

    // A sentence, or null when there is none.
    private static string? Difference(JpegBlock block)
    {
        byte[] actual;
        try
        {
            actual = block.Decode()[..block.Samples.Length];
        }
        catch (CogException e)
        {
            return $"{block.Name}: {e.Message}";
        }

        int different = actual.Zip(block.Samples).Count(p => p.First != p.Second);
        int max = actual.Zip(block.Samples).Max(p => Math.Abs(p.First - p.Second));
        int first = actual.AsSpan().CommonPrefixLength(block.Samples);
        return different == 0 ? null : $"{block.Name} ({block.Layout.Width}x{block.Layout.Height}x{block.Layout.SamplesPerPixel}): {different} samples differ by up to {max}, the first at {first}";
    }
}
