using System.Globalization;

namespace Cog.Testing;

/// <summary>Where random tests start: always at the same place, or where <c>COG_TEST_SEED</c> says.</summary>
/// <remarks>The output of a test, which a failure shows, names the seed.</remarks>
internal static class Seeds
{
    /// <summary>The variable that gives another seed, for one run of all random tests.</summary>
    public const string Variable = "COG_TEST_SEED";

    /// <summary>A source of random numbers that starts at <see cref="Of"/>.</summary>
    public static Random Random(int usual) => new(Of(usual));

    /// <summary>The seed of this run.</summary>
    /// <param name="usual">Taken when the variable is not set.</param>
    /// <exception cref="FormatException">The variable is not a whole number.</exception>
    public static int Of(int usual)
    {
        string? given = Environment.GetEnvironmentVariable(Variable);
        int seed = string.IsNullOrEmpty(given) ? usual : int.Parse(given, CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}. To start there again: {Variable}={seed}");
        return seed;
    }
}
