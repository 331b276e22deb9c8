using Cog.Rendering.Encoding;
using Cog.Rendering.Styling;
using SkiaSharp;

namespace Cog.Rendering.Tests.Encoding;

public class PhotoEncodersTests
{
    private static Raster Gradient(int bands, byte cornerMask = 255) =>
        TestRasters.Create(
            SampleType.UInt8,
            bands,
            64,
            48,
            i => (byte)((i % 64 * 2) + (i / 64 % 48) + (i / 3072 * 40)),
            i => i % 64 < 16 && i / 64 < 16 ? cornerMask : (byte)255
        );

    private static SKBitmap Decode(byte[] file) =>
        SKBitmap.Decode(file, new SKImageInfo(64, 48, SKColorType.Rgba8888, SKAlphaType.Unpremul));

    private static double MeanDifference(Raster raster, SKBitmap bitmap)
    {
        ReadOnlySpan<byte> pixels = bitmap.GetPixelSpan();
        long sum = 0;
        int count = 0;
        for (int i = 0; i < raster.PixelCount; i++)
        {
            for (int channel = 0; channel < 3 && raster.Mask[i] > 0; channel++, count++)
            {
                sum += Math.Abs(raster.BandBytes(Math.Min(channel, raster.Bands - 1))[i] - pixels[(4 * i) + channel]);
            }
        }

        return (double)sum / count;
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    public void Jpeg_keeps_one_band_grey_and_has_no_alpha(int bands, int components)
    {
        using Raster raster = Gradient(bands, cornerMask: 0);

        byte[] file = ImageEncoders.For(ImageFormat.Jpeg).Encode(raster, EncodeOptions.Default);

        // ITU-T T.81, B.2.2: SOF0 is FF C0, length, precision, height, width, number of components.
        int frame = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        Assert.Equal(
            (48, 64, components),
            ((file[frame + 5] << 8) + file[frame + 6], (file[frame + 7] << 8) + file[frame + 8], file[frame + 9])
        );
        using SKBitmap bitmap = Decode(file);
        Assert.InRange(MeanDifference(raster, bitmap), 0, 1.5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void WebP_is_lossy_and_opaque_when_nothing_is_masked(int bands)
    {
        using Raster raster = Gradient(bands);

        byte[] file = ImageEncoders.For(ImageFormat.WebP).Encode(raster, EncodeOptions.Default);

        Assert.Equal("VP8 ", System.Text.Encoding.ASCII.GetString(file, 12, 4));
        using SKBitmap bitmap = Decode(file);
        Assert.InRange(MeanDifference(raster, bitmap), 0, 2);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(3, 90)]
    public void WebP_carries_the_mask_as_alpha(int bands, byte mask)
    {
        using Raster raster = Gradient(bands, mask);

        byte[] file = ImageEncoders.For(ImageFormat.WebP).Encode(raster, EncodeOptions.Default);

        using SKBitmap bitmap = Decode(file);
        Assert.Equal(raster.Mask.ToArray(), bitmap.GetPixelSpan().ToArray().Where((_, i) => i % 4 == 3));
        Assert.InRange(MeanDifference(raster, bitmap), 0, 2);
    }

    [Fact]
    public void WebP_leaves_alpha_out_when_told()
    {
        using Raster raster = Gradient(3, cornerMask: 0);

        byte[] file = ImageEncoders.For(ImageFormat.WebP).Encode(raster, new EncodeOptions { ReturnMask = false });

        Assert.Equal("VP8 ", System.Text.Encoding.ASCII.GetString(file, 12, 4));
    }

    [Theory]
    [InlineData(ImageFormat.Jpeg, SampleType.UInt16, 1, "JPEG holds uint8 samples, these are uint16")]
    [InlineData(ImageFormat.WebP, SampleType.Float32, 1, "WebP holds uint8 samples, these are float32")]
    [InlineData(ImageFormat.Jpeg, SampleType.UInt8, 4, "these are 4")]
    [InlineData(ImageFormat.WebP, SampleType.UInt8, 2, "these are 2")]
    public void Refuse_what_a_picture_cannot_hold(ImageFormat format, SampleType type, int bands, string message)
    {
        using Raster raster = TestRasters.Noise(type, bands, 4, 4);

        FormatException error = Assert.Throws<FormatException>(() => ImageEncoders.For(format).Encode(raster, EncodeOptions.Default));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WebP_refuses_more_pixels_a_side_than_it_can_say()
    {
        using Raster raster = TestRasters.Noise(SampleType.UInt8, 1, 16_384, 1);

        FormatException error = Assert.Throws<FormatException>(() =>
            ImageEncoders.For(ImageFormat.WebP).Encode(raster, EncodeOptions.Default)
        );
        Assert.Contains("1 to 16383", error.Message, StringComparison.Ordinal);
    }
}
