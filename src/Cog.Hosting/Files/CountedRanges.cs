using System.Collections.Concurrent;
using Cog.Header;

namespace Cog.Hosting.Files;

/// <summary>The ranges of the values of one version of a file, as far as they were counted: each once, however many ask for it.</summary>
/// <remarks>
/// Requests that ask at the same time wait for the first. When its count fails, that is its own failure: the next one counts with its own
/// reads.
/// </remarks>
/// <param name="found">Those that the shared table had, by sample, from 0; null for none.</param>
/// <param name="keep">Puts counted ranges into the shared table; null without one.</param>
internal sealed class CountedRanges(
    IReadOnlyDictionary<int, ValueRange>? found = null,
    Func<IReadOnlyDictionary<int, ValueRange>, Task>? keep = null
)
{
    // What a caller may name makes entries: there is an end to them.
    private const int MaxSamples = 4096;
    private const int MaxTexts = 64;
    private const int BytesPerRange = 64;
    private const int BytesPerText = 2048;

    private readonly ConcurrentDictionary<int, ValueRange> _samples = new(found ?? new Dictionary<int, ValueRange>());
    private readonly ConcurrentDictionary<string, IReadOnlyList<ValueRange>> _texts = new(StringComparer.Ordinal);

    private SemaphoreSlim Turn { get; } = new(1); // Without a wait handle, there is nothing to dispose of.

    /// <summary>Bytes of memory that they take, about.</summary>
    public long ByteCount => (_samples.Count * BytesPerRange) + (_texts.Count * BytesPerText);

    /// <summary>The ranges of samples of the file; kept in the shared table, too.</summary>
    /// <param name="samples">From 0.</param>
    /// <param name="count">Counts those that are not known yet.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<ValueRange>> OfSamplesAsync(
        IReadOnlyList<int> samples,
        Func<IReadOnlyList<int>, Task<IReadOnlyList<ValueRange>>> count,
        CancellationToken cancellationToken
    )
    {
        if (samples.All(_samples.ContainsKey))
        {
            return [.. samples.Select(s => _samples[s])];
        }

        await Turn.WaitAsync(cancellationToken);
        try
        {
            int[] missing = [.. samples.Distinct().Where(s => !_samples.ContainsKey(s))];
            var counted = new Dictionary<int, ValueRange>();
            if (missing.Length > 0)
            {
                IReadOnlyList<ValueRange> ranges = await count(missing);
                for (int i = 0; i < missing.Length; i++)
                {
                    counted[missing[i]] = ranges[i];
                    if (_samples.Count < MaxSamples)
                    {
                        _samples[missing[i]] = ranges[i];
                    }
                }

                if (keep is not null)
                {
                    await keep(counted);
                }
            }

            return [.. samples.Select(s => counted.TryGetValue(s, out ValueRange range) ? range : _samples[s])];
        }
        finally
        {
            Turn.Release();
        }
    }

    /// <summary>
    /// The ranges of bands that are computed, or read with a nodata value of the caller's; kept in this process's memory.
    /// </summary>
    /// <param name="text">What is computed: the same text is the same ranges.</param>
    /// <param name="count">Counts them.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<ValueRange>> OfTextAsync(
        string text,
        Func<Task<IReadOnlyList<ValueRange>>> count,
        CancellationToken cancellationToken
    )
    {
        if (_texts.TryGetValue(text, out IReadOnlyList<ValueRange>? known))
        {
            return known;
        }

        await Turn.WaitAsync(cancellationToken);
        try
        {
            if (!_texts.TryGetValue(text, out known))
            {
                known = await count();
                if (_texts.Count >= MaxTexts)
                {
                    _texts.Clear(); // Rare: a map asks for one.
                }

                _texts[text] = known;
            }

            return known;
        }
        finally
        {
            Turn.Release();
        }
    }
}
