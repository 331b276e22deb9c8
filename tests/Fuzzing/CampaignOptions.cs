using System.Globalization;

namespace Fuzzing;

/// <summary>How long, from where, and what is too much.</summary>
internal sealed record CampaignOptions
{
    /// <summary>Inputs.</summary>
    public long Count { get; init; } = 100_000;

    /// <summary>Of the random numbers; the same seed makes the same inputs.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Of processor time; 0 for no end but <see cref="Count"/>.</summary>
    public int Seconds { get; init; }

    /// <summary>Where inputs that fail are written.</summary>
    public string Folder { get; init; } = "crashes";

    /// <summary>An input that takes more processor time fails.</summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// An input that has more rented at once fails: some rasters and blocks of 1 MiB each, however many there are of them in turn.
    /// </summary>
    public long MaxHeldBytes { get; init; } = 16L << 20;

    /// <summary>An input that makes more be allocated beside what is rented fails.</summary>
    public long MaxAllocatedBytes { get; init; } = 64L << 20;

    public static CampaignOptions Parse(string[] args)
    {
        var options = new CampaignOptions();
        for (int i = 0; i < args.Length; i += 2)
        {
            string value = i + 1 < args.Length ? args[i + 1] : throw new ArgumentException($"{args[i]} needs a value.");
            options = args[i] switch
            {
                "--count" => options with { Count = long.Parse(value, CultureInfo.InvariantCulture) },
                "--seed" => options with { Seed = int.Parse(value, CultureInfo.InvariantCulture) },
                "--seconds" => options with { Seconds = int.Parse(value, CultureInfo.InvariantCulture) },
                "--megabytes" => options with { MaxAllocatedBytes = long.Parse(value, CultureInfo.InvariantCulture) << 20 },
                "--save" => options with { Folder = value },
                _ => throw new ArgumentException(
                    $"{args[i]} is unknown: --count N --seed S --seconds T --megabytes M --save FOLDER, --replay FILE…, --libfuzzer, --afl."
                ),
            };
        }

        return options;
    }
}
