using System.Buffers;

namespace Cog.Rendering.Encoding.Jpeg;

/// <summary>From a raster to quantised coefficients, one row of MCUs ("strip") at a time: 8 rows of pixels, or 16.</summary>
internal sealed class StripTransform : IDisposable
{
    private const int BlockEdge = 8;

    private readonly Raster _raster;
    private readonly PictureComponent[] _components;
    private readonly byte[] _planes;
    private readonly short[] _coefficients;
    private readonly byte[] _margin = new byte[2 * 3 * ColorTransform.Step];
    private readonly int _sampling;

    public StripTransform(Raster raster, JpegSettings settings)
    {
        _raster = raster;
        _sampling = raster.Bands == 3 && settings.HalvesChroma ? 2 : 1;
        McuColumns = DivideUp(raster.Width, _sampling * BlockEdge);
        Strips = DivideUp(raster.Height, _sampling * BlockEdge);

        _components = new PictureComponent[raster.Bands];
        Quantization luminance = Quantization.Luminance(settings.Quality);
        Quantization chrominance = raster.Bands == 1 ? luminance : Quantization.Chrominance(settings.Quality);
        int samples = 0;
        for (int i = 0; i < _components.Length; i++)
        {
            int scale = i == 0 ? 1 : _sampling;
            var blocks = new RasterSize(DivideUp(raster.Width, scale * BlockEdge), DivideUp(raster.Height, scale * BlockEdge));
            _components[i] = i == 0 ? new(luminance, 0, _sampling, blocks, samples) : new(chrominance, 1, 1, blocks, samples);
            samples += _components[i].Coefficients;
        }

        _planes = ArrayPool<byte>.Shared.Rent(samples); // As many samples as coefficients, in the same places.
        _coefficients = ArrayPool<short>.Shared.Rent(samples);
    }

    public int McuColumns { get; }

    /// <summary>Rows of MCUs.</summary>
    public int Strips { get; }

    /// <summary>One for grey, else three: brightness, blueness, redness.</summary>
    public ReadOnlySpan<PictureComponent> Components => _components;

    /// <summary>Coefficients of the strip that was transformed last.</summary>
    public ReadOnlySpan<short> Coefficients => _coefficients;

    /// <summary>Transforms a strip.</summary>
    public void Transform(int strip)
    {
        if (_components.Length == 1)
        {
            CopyGray(strip);
        }
        else
        {
            ConvertColors(strip);
        }

        foreach (PictureComponent component in _components)
        {
            for (int row = 0; row < Math.Min(component.Sampling, component.BlockRows - (strip * component.Sampling)); row++)
            {
                int start = component.CoefficientsOf(row, 0),
                    length = component.Stride * BlockEdge;
                ForwardDct.Transform(_planes.AsSpan(start, length), component.Quantization, _coefficients.AsSpan(start, length));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_planes);
        ArrayPool<short>.Shared.Return(_coefficients);
    }

    private void CopyGray(int strip)
    {
        for (int row = 0; row < BlockEdge; row++)
        {
            Span<byte> line = PlaneRow(_components[0], row);
            int y = Math.Min((strip * BlockEdge) + row, _raster.Height - 1);
            _raster.RowBytes(0, y).CopyTo(line);
            line[_raster.Width..].Fill(line[_raster.Width - 1]);
        }
    }

    // As libjpeg, what a picture lacks of its last blocks is its last column and its last row, of colours after they are halved.
    private void ConvertColors(int strip)
    {
        int top = strip * _sampling * BlockEdge,
            rows = Math.Min(_raster.Height - top, _sampling * BlockEdge);
        for (int row = 0; row < rows; row += _sampling)
        {
            ConvertRow(top, row);
        }

        for (int row = DivideUp(rows, _sampling); row < BlockEdge; row++)
        {
            PlaneRow(_components[1], row - 1).CopyTo(PlaneRow(_components[1], row));
            PlaneRow(_components[2], row - 1).CopyTo(PlaneRow(_components[2], row));
        }

        for (int row = rows; row < _sampling * BlockEdge; row++)
        {
            PlaneRow(_components[0], row - 1).CopyTo(PlaneRow(_components[0], row));
        }
    }

    private void ConvertRow(int top, int row)
    {
        RgbRow upper = RowOf(top + row),
            lower = RowOf(Math.Min(top + row + _sampling, _raster.Height) - 1);
        int whole = _raster.Width / ColorTransform.Step * ColorTransform.Step;
        Convert(Slice(upper, whole), Slice(lower, whole), row, 0);
        if (whole < _raster.Width)
        {
            Span<byte> margin = _margin;
            Convert(Widened(upper, whole, margin), Widened(lower, whole, margin[(3 * ColorTransform.Step)..]), row, whole);
        }
    }

    private void Convert(RgbRow upper, RgbRow lower, int row, int column)
    {
        Span<byte> luma = PlaneRow(_components[0], row)[column..];
        var chroma = new ChromaRow(
            PlaneRow(_components[1], row / _sampling)[(column / _sampling)..],
            PlaneRow(_components[2], row / _sampling)[(column / _sampling)..]
        );
        if (_sampling == 1)
        {
            ColorTransform.Convert(upper, luma, chroma);
        }
        else
        {
            ColorTransform.ConvertHalving(upper, lower, new LumaRows(luma, PlaneRow(_components[0], row + 1)[column..]), chroma);
        }
    }

    // The last columns, filled up with the last one.
    private static RgbRow Widened(RgbRow row, int start, Span<byte> margin)
    {
        return new(Widen(row.Red, margin[..16]), Widen(row.Green, margin.Slice(16, 16)), Widen(row.Blue, margin.Slice(32, 16)));

        Span<byte> Widen(ReadOnlySpan<byte> samples, Span<byte> widened)
        {
            samples[start..].CopyTo(widened);
            widened[(samples.Length - start)..].Fill(samples[^1]);
            return widened;
        }
    }

    private RgbRow RowOf(int y) => new(_raster.RowBytes(0, y), _raster.RowBytes(1, y), _raster.RowBytes(2, y));

    private static RgbRow Slice(RgbRow row, int length) => new(row.Red[..length], row.Green[..length], row.Blue[..length]);

    private Span<byte> PlaneRow(PictureComponent component, int row) =>
        _planes.AsSpan(component.CoefficientsOffset + (row * component.Stride), component.Stride);

    private static int DivideUp(int value, int divisor) => (value + divisor - 1) / divisor;
}
