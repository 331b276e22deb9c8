using Cog.Reading;

namespace Cog.Rendering.Warping;

/// <summary>For every pixel along one axis of a result: the source pixels it is made of, and their weights.</summary>
internal sealed class AxisWeights
{
    private readonly int[] _first;
    private readonly int[] _count;
    private readonly double[] _weights;
    private readonly double[] _sums;
    private readonly int _room;

    /// <param name="resampling">Not nearest.</param>
    /// <param name="step">Source pixels in one of the result.</param>
    /// <param name="length">Pixels of the result.</param>
    /// <param name="centre">The source position of a result pixel's middle; grows with the pixel.</param>
    /// <param name="size">Source pixels.</param>
    /// <param name="isBounded">True leaves out result pixels whose middle lies outside the source.</param>
    public AxisWeights(Resampling resampling, double step, int length, Func<int, double> centre, int size, bool isBounded)
    {
        _room = Kernel.MaxTaps(resampling, step, size);
        (_first, _count, _weights, _sums) = (new int[length], new int[length], new double[(long)length * _room], new double[length]);
        First = size;
        for (int i = 0; i < length; i++)
        {
            double position = centre(i);
            if (isBounded && !(position >= 0 && position < size))
            {
                continue;
            }

            (_first[i], _count[i]) = Kernel.Weigh(resampling, step, position, size, _weights.AsSpan(i * _room, _room));
            foreach (double weight in WeightsOf(i))
            {
                _sums[i] += weight;
            }

            if (_count[i] > 0)
            {
                First = Math.Min(First, _first[i]);
                End = Math.Max(End, _first[i] + _count[i]);
            }
        }
    }

    /// <summary>The first source pixel that any result pixel needs.</summary>
    public int First { get; }

    /// <summary>Behind the last one.</summary>
    public int End { get; }

    /// <summary>The sum of a result pixel's weights: 1, less where the source ends under the kernel.</summary>
    public double SumOf(int target) => _sums[target];

    public int FirstOf(int target) => _first[target];

    public int EndOf(int target) => _first[target] + _count[target];

    public ReadOnlySpan<double> WeightsOf(int target) => _weights.AsSpan(target * _room, _count[target]);

    /// <summary>Resamples one line.</summary>
    public void Apply(ReadOnlySpan<double> values, Span<double> result)
    {
        for (int i = 0; i < result.Length; i++)
        {
            double sum = 0;
            ReadOnlySpan<double> weights = WeightsOf(i);
            ReadOnlySpan<double> line = values[Math.Min(_first[i], values.Length)..];
            for (int k = 0; k < weights.Length; k++)
            {
                sum += weights[k] * line[k];
            }

            result[i] = sum;
        }
    }
}
