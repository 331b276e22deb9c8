using Cog.Resamplers;
using Cog.Testing;

namespace Cog.Tests.Resamplers;

public class ModeFinderTests
{
    [Theory]
    [InlineData(new double[] { 4 }, 4)]
    [InlineData(new double[] { 1, 2, 2, 3 }, 2)]
    [InlineData(new double[] { 1, 2, 2, 1 }, 2)] // both twice, 2 sooner
    [InlineData(new double[] { 3, 1, 2 }, 3)]
    [InlineData(new double[] { double.NaN, 5, 5 }, 5)]
    public void The_most_frequent_value_wins_and_of_several_the_one_that_was_so_often_first(double[] values, double expected) =>
        Assert.Equal(expected, new ModeFinder().FindValue(values));

    /// <summary>GDAL's loop, written down as it is.</summary>
    [Fact]
    public void Many_values_and_few_follow_the_same_rule()
    {
        Random random = Seeds.Random(3);
        var finder = new ModeFinder();
        for (int round = 0; round < 500; round++)
        {
            double[] values = [.. Enumerable.Range(0, random.Next(1, 200)).Select(_ => (double)random.Next(1 + (round % 60)))];
            var counts = new Dictionary<double, int>();
            (double mode, int most) = (0, 0);
            foreach (double value in values)
            {
                int count = counts[value] = counts.GetValueOrDefault(value) + 1;
                (mode, most) = count > most ? (value, count) : (mode, most);
            }

            double[] kept = [.. values];
            Assert.Equal(mode, values[finder.Find([.. kept])]);
            Assert.Equal(mode, finder.FindValue(kept));
        }
    }
}
