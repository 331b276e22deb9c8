using Cog.Blocks;
using Cog.Hosting.Http;

namespace Cog.Hosting.Files;

/// <summary>
/// Answers that are read piece by piece, in memory, by their ETag: whoever asks for the length of a GeoTIFF, then for its head, then for
/// its strips has it made once. The least recently used goes first.
/// </summary>
/// <param name="maxBytes">What all bodies together may take. A longer one is made anew for each of its pieces.</param>
internal sealed class KeptAnswers(long maxBytes)
{
    // Of one entry beside its body: key, record, nodes of table and list.
    private const int OverheadBytes = 1024;

    private readonly ByteBoundedLru<string, Entry> _entries = new(maxBytes);

    /// <summary>Bytes of memory that they take.</summary>
    public long ByteCount => _entries.ByteCount;

    /// <summary>Gives an answer, making it if it is not here. Requests that ask at the same time wait for the first.</summary>
    /// <param name="key">Its version, and whatever else keeps one caller's answers from another.</param>
    /// <param name="make">Makes it; one that is not served piece by piece is not kept.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<BufferedResponse> GetAsync(string key, Func<Task<BufferedResponse>> make, CancellationToken cancellationToken)
    {
        Entry entry = _entries.GetOrAdd(key, new());
        await entry.Turn.WaitAsync(cancellationToken);
        try
        {
            if (entry.Answer is { } kept)
            {
                return kept;
            }

            BufferedResponse made = await make();
            if (made.TakesRanges && _entries.SetSize(key, entry, OverheadBytes + made.Body.Length))
            {
                entry.Answer = made;
            }

            return made;
        }
        finally
        {
            if (entry.Answer is null)
            {
                _entries.Remove(key, entry); // Failed, too large, or nothing to keep.
            }

            entry.Turn.Release();
        }
    }

    private sealed class Entry
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public BufferedResponse? Answer { get; set; }
    }
}
