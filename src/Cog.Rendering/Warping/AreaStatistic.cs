using Cog.Resamplers;

namespace Cog.Rendering.Warping;

/// <summary>One number from many, by one of the methods that count what lies under a pixel. Not safe for concurrent calls.</summary>
/// <param name="resampling">The method.</param>
/// <param name="most">Most numbers there can be.</param>
internal sealed class AreaStatistic(Resampling resampling, int most)
{
    private readonly double[] _values = IsRanked(resampling) ? new double[most] : [];
    private readonly ModeFinder _modes = new();
    private int _count;
    private double _weight;
    private double _sum;

    /// <summary>Adds a number with its share.</summary>
    public void Add(double value, double weight)
    {
        switch (resampling)
        {
            case Resampling.Average:
                _sum += weight * value;
                break;
            case Resampling.Rms:
                _sum += weight * value * value;
                break;
            case Resampling.Max:
                _sum = _count == 0 || value > _sum ? value : _sum;
                break;
            case Resampling.Min:
                _sum = _count == 0 || value < _sum ? value : _sum;
                break;
            default:
                _values[_count] = value;
                break;
        }

        _weight += weight;
        _count++;
    }

    /// <summary>The result; forgets the numbers. At least one was added.</summary>
    public double Take()
    {
        double result = resampling switch
        {
            Resampling.Average => _sum / _weight,
            Resampling.Rms => Math.Sqrt(_sum / _weight),
            Resampling.Max or Resampling.Min => _sum,
            Resampling.Mode => _modes.FindValue(_values.AsSpan(0, _count)),
            Resampling.Q1 => Quantile(0.25),
            Resampling.Q3 => Quantile(0.75),
            _ => Quantile(0.5),
        };
        (_count, _weight, _sum) = (0, 0, 0);
        return result;
    }

    private static bool IsRanked(Resampling resampling) =>
        resampling is Resampling.Mode or Resampling.Med or Resampling.Q1 or Resampling.Q3;

    // GDAL's: one of the numbers, the lower one of two in the middle.
    private double Quantile(double share)
    {
        Span<double> all = _values.AsSpan(0, _count);
        all.Sort();
        return all[Math.Max(0, (int)Math.Ceiling((share * all.Length) - 1))];
    }
}
