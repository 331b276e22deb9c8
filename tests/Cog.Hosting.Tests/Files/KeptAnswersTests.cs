using Cog.Hosting.Files;
using Cog.Hosting.Http;

namespace Cog.Hosting.Tests.Files;

public class KeptAnswersTests
{
    private int _made;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Func<Task<BufferedResponse>> Make(int length, bool takesRanges = true) =>
        async () =>
        {
            Interlocked.Increment(ref _made);
            await Task.Yield();
            return new(new byte[length], "image/tiff") { TakesRanges = takesRanges };
        };

    [Fact]
    public async Task Requests_at_the_same_time_share_what_one_of_them_makes()
    {
        var kept = new KeptAnswers(1 << 20);

        BufferedResponse[] answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(() => kept.GetAsync("\"a\"", Make(1000), Cancellation)))
        );

        Assert.Equal(1, _made);
        Assert.Single(answers.Distinct(ReferenceEqualityComparer.Instance));
        Assert.InRange(kept.ByteCount, 1000, 4000);
    }

    [Fact]
    public async Task Another_version_is_another_answer()
    {
        var kept = new KeptAnswers(1 << 20);

        await kept.GetAsync("\"a\"", Make(10), Cancellation);
        await kept.GetAsync("\"b\"", Make(10), Cancellation);

        Assert.Equal(2, _made);
    }

    [Theory]
    [InlineData(5000, true)] // Larger than all of the memory.
    [InlineData(10, false)] // Not read in parts.
    public async Task What_is_not_kept_takes_no_memory(int length, bool takesRanges)
    {
        var kept = new KeptAnswers(4000);

        await kept.GetAsync("\"a\"", Make(length, takesRanges), Cancellation);
        await kept.GetAsync("\"a\"", Make(length, takesRanges), Cancellation);

        Assert.Equal((2, 0L), (_made, kept.ByteCount));
    }

    [Fact]
    public async Task The_least_recently_used_goes_first()
    {
        var kept = new KeptAnswers(3 * 2024);
        foreach (string key in new[] { "a", "b", "c", "a", "d" })
        {
            await kept.GetAsync(key, Make(1000), Cancellation);
        }

        Assert.Equal(4, _made);
        await kept.GetAsync("a", Make(1000), Cancellation);
        Assert.Equal(4, _made);
        await kept.GetAsync("b", Make(1000), Cancellation);
        Assert.Equal(5, _made);
    }

    [Fact]
    public async Task A_failure_is_its_own_requests()
    {
        var kept = new KeptAnswers(1 << 20);
        var gate = new TaskCompletionSource();
        Task<BufferedResponse> first = kept.GetAsync(
            "a",
            async () =>
            {
                await gate.Task;
                throw new InvalidOperationException("first");
            },
            Cancellation
        );
        Task<BufferedResponse> second = kept.GetAsync("a", Make(10), Cancellation);
        gate.SetResult();

        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        Assert.Equal(10, (await second).Body.Length);
        await kept.GetAsync("a", Make(10), Cancellation);
        Assert.InRange(_made, 1, 2); // What was made by one who waited for the failure is not kept.
    }
}
