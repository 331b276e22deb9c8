using System.Globalization;
using Cog.Rendering.Styling;
using Cog.Rendering.Tests.Encoding;
using Cog.Testing;

namespace Cog.Rendering.Tests.Styling;

public class ScalerTests
{
    public static TheoryData<string> Golden() => [.. File.ReadLines(TestData.PathOf("pictures/scaled.txt"))];

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Golden))]
    public void Gives_the_bytes_that_numpy_gives(string line)
    {
        string[] parts = line.Split(';');
        SampleType type = Enum.GetValues<SampleType>().First(t => t.NumPyName() == parts[0]);
        var range = new Rescale(double.Parse(parts[1], CultureInfo.InvariantCulture), double.Parse(parts[2], CultureInfo.InvariantCulture));
        byte[] samples = Convert.FromHexString(parts[3]);
        using Raster raster = TestRasters.Create(type, 1, samples.Length / type.ByteSize(), 1, i => samples[i], _ => 255);
        byte[] scaled = new byte[raster.PixelCount];

        Scaler.Scale(raster, 0, range, scaled);

        Assert.Equal(parts[4], Convert.ToHexStringLower(scaled));
    }

    [Fact]
    public void Masked_pixels_and_not_a_number_become_0()
    {
        using Raster raster = TestRasters.Of(SampleType.Float32, 1, 4, 1f, float.NaN, 0.5f, 1f);
        raster.Mask[0] = 0;
        raster.Mask[3] = 1;
        byte[] scaled = [9, 9, 9, 9];

        Scaler.Scale(raster, 0, new(0, 1), scaled);

        Assert.Equal([0, 0, 127, 255], scaled);
    }

    [Fact]
    public void A_constant_range_gives_0_not_a_failure()
    {
        using Raster raster = TestRasters.Of(SampleType.Float64, 1, 3, 4.0, 5.0, 6.0);
        byte[] scaled = [9, 9, 9];

        Scaler.Scale(raster, 0, new(5, 5), scaled);

        Assert.Equal([0, 0], scaled[..2]);
    }
}
