using Cog.Header;
using Cog.Hosting.Files;

namespace Cog.Hosting.Tests.Files;

public class CountedRangesTests
{
    private readonly List<string> _counted = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<IReadOnlyList<ValueRange>> CountAsync(IReadOnlyList<int> samples)
    {
        lock (_counted)
        {
            _counted.Add(string.Join(',', samples));
        }

        await Task.Yield();
        return [.. samples.Select(s => new ValueRange(s, s + 1))];
    }

    [Fact]
    public async Task Requests_at_the_same_time_share_one_count()
    {
        var kept = new List<string>();
        var ranges = new CountedRanges(keep: counted =>
        {
            kept.Add(string.Join(',', counted.Keys));
            return Task.CompletedTask;
        });

        IReadOnlyList<ValueRange>[] all = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => Task.Run(() => ranges.OfSamplesAsync([2, 0], CountAsync, Cancellation)))
        );

        Assert.Equal(["2,0"], _counted);
        Assert.Equal(["2,0"], kept);
        Assert.All(all, r => Assert.Equal([new(2, 3), new(0, 1)], r));
    }

    [Fact]
    public async Task Only_what_is_missing_is_counted()
    {
        var ranges = new CountedRanges(new Dictionary<int, ValueRange> { [1] = new(7, 8) });

        Assert.Equal([new(7, 8)], await ranges.OfSamplesAsync([1], CountAsync, Cancellation));
        Assert.Equal([new(0, 1), new(7, 8), new(0, 1)], await ranges.OfSamplesAsync([0, 1, 0], CountAsync, Cancellation));
        Assert.Equal([new(0, 1)], await ranges.OfSamplesAsync([0], CountAsync, Cancellation));
        Assert.Equal(["0"], _counted);
    }

    [Fact]
    public async Task A_failure_is_its_own_requests()
    {
        var ranges = new CountedRanges();

        await Assert.ThrowsAsync<LimitExceededException>(() =>
            ranges.OfSamplesAsync([0], _ => throw new LimitExceededException("Too much."), Cancellation)
        );
        Assert.Equal([new(0, 1)], await ranges.OfSamplesAsync([0], CountAsync, Cancellation));
    }

    [Fact]
    public async Task What_is_computed_is_known_by_its_text_and_does_not_pile_up()
    {
        var ranges = new CountedRanges();
        for (int i = 0; i < 200; i++)
        {
            await ranges.OfTextAsync($"expression=b1*{i}", () => CountAsync([i]), Cancellation);
            await ranges.OfTextAsync($"expression=b1*{i}", () => CountAsync([i]), Cancellation);
        }

        Assert.Equal(200, _counted.Count);
        Assert.InRange(ranges.ByteCount, 1, 64 * 4096);
    }

    [Fact]
    public async Task However_many_samples_are_asked_for_memory_has_an_end()
    {
        var ranges = new CountedRanges();
        int[] many = [.. Enumerable.Range(0, 10_000)];

        Assert.Equal(10_000, (await ranges.OfSamplesAsync(many, CountAsync, Cancellation)).Count);
        Assert.InRange(ranges.ByteCount, 1, 1 << 19);
        Assert.Equal([new(9999, 10_000)], await ranges.OfSamplesAsync([9999], CountAsync, Cancellation));
    }
}
