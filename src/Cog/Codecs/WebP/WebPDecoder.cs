using System.Buffers;
using Cog.Codecs.Jpeg.Pixels;
using Cog.Codecs.WebP.Lossless;
using Cog.Codecs.WebP.Lossy;

namespace Cog.Codecs.WebP;

/// <summary>Decodes one WebP file at a time; small buffers are kept for the next.</summary>
internal sealed class WebPDecoder
{
    private readonly LosslessDecoder _lossless = new();
    private readonly LossyDecoder _lossy = new();
    private readonly AlphaDecoder _alpha;

    public WebPDecoder() => _alpha = new(_lossless);

    /// <summary>Decodes a file.</summary>
    /// <param name="file">Its parts.</param>
    /// <param name="pixels">Receives rows of pixels, or as many of them as it holds.</param>
    /// <param name="samples">Three, or four: alpha is 255 where the file has none.</param>
    /// <param name="interruption">Asked from time to time.</param>
    /// <exception cref="InvalidTiffException">The file is malformed or ends early.</exception>
    public void Decode(WebPFile file, Span<byte> pixels, int samples, Interruption interruption)
    {
        if (file.IsLossless)
        {
            _lossless.Decode(file.Image, pixels, samples, interruption);
            return;
        }

        _lossy.Decode(file.Image, pixels, samples, interruption);
        if (!file.HasAlphaChunk)
        {
            return;
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(pixels.Length / samples);
        try
        {
            Span<byte> alpha = rented.AsSpan(0, pixels.Length / samples);
            _alpha.Decode(file.Alpha, alpha, new(file.Width, file.Height, Samples: 1), interruption);
            if (samples == 4)
            {
                Interleaver.Scatter<byte>(alpha, pixels[3..], samples);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
