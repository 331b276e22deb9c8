using Cog.Codecs;
using Cog.Testing;
using Cog.Tiff;
using SkiaSharp;

namespace Cog.Rendering.Tests.Encoding;

/// <summary>Random pictures that SkiaSharp's libwebp has encoded are decoded by our codec as that library decodes them.</summary>
public class WebPRoundTripTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_pictures_are_those_of_libwebp(int seed)
    {
        Random random = Seeds.Random(seed);
        for (int round = 0; round < 60; round++)
        {
            int width = random.Next(1, 90),
                height = random.Next(1, 90),
                samples = random.Next(3, 5);
            byte[] file = Encode(random, width, height);
            var layout = new BlockLayout
            {
                Width = width,
                Height = height,
                SamplesPerPixel = samples,
                BitsPerSample = 8,
                Compression = Compression.WebP,
            };
            byte[] pixels = new byte[layout.ByteCount];

            BlockCodecs.Managed.Decode(file, pixels, layout);

            Assert.Equal(DecodeBySkia(file, width, height, samples), pixels);
        }
    }

    private static byte[] Encode(Random random, int width, int height)
    {
        byte[] rgba = new byte[width * height * 4];
        int noise = random.Next(1, random.Next(3) == 0 ? 256 : 24),
            slopeX = random.Next(8),
            slopeY = random.Next(8);
        bool isOpaque = random.Next(2) == 0;
        for (int i = 0; i < rgba.Length; i++)
        {
            int pixel = i / 4;
            int value = (pixel % width * slopeX) + (pixel / width * slopeY) + (40 * (i % 4)) + random.Next(noise);
            rgba[i] = i % 4 == 3 && isOpaque ? (byte)255 : (byte)Math.Abs((value % 510) - 255);
        }

        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, isOpaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul);
        var compression = random.Next(2) == 0 ? SKWebpEncoderCompression.Lossy : SKWebpEncoderCompression.Lossless;
        using SKImage image = SKImage.FromPixelCopy(info, rgba);
        using SKPixmap pixels = image.PeekPixels();
        using SKData data = pixels.Encode(new SKWebpEncoderOptions(compression, random.Next(101)))!;
        return data.ToArray();
    }

    private static byte[] DecodeBySkia(byte[] file, int width, int height, int samples)
    {
        using SKData data = SKData.CreateCopy(file);
        using SKCodec codec = SKCodec.Create(data);
        var wanted = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul, null);
        Assert.Equal(SKCodecResult.Success, codec.GetPixels(wanted, out byte[] rgba));
        return samples == 4 ? rgba : [.. rgba.Where((_, i) => i % 4 != 3)];
    }
}
