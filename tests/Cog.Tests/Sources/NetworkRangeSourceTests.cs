namespace Cog.Tests.Sources;

/// <summary>What anybody's own source gets from its base.</summary>
public class NetworkRangeSourceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_may_pass_is_tried_again()
    {
        var source = new Store(attempt =>
            attempt < 3 ? throw SourceException.Transient(SourceFailure.Unavailable, "busy") : new(new byte[4], "\"1\"", 4)
        );

        RangeRead read = await source.ReadAsync(new(0, 4), null, Token);

        Assert.Equal((4, 3), (read.Data.Length, source.Attempts));
    }

    [Fact]
    public async Task What_the_owner_decided_is_not_asked_twice()
    {
        var source = new Store(_ => throw SourceException.Of(SourceFailure.AccessDenied, "no"));

        var error = await Assert.ThrowsAnyAsync<SourceException>(async () => await source.ReadAsync(new(0, 4), null, Token));

        Assert.Equal((SourceFailure.AccessDenied, 1), (error.Failure, source.Attempts));
    }

    [Fact]
    public async Task After_the_last_attempt_the_failure_leaves_as_what_it_is()
    {
        var busy = new Store(_ => throw SourceException.Transient(SourceFailure.Timeout, "slow"));
        var broken = new Store(_ => throw new IOException("reset"));

        Assert.Equal(
            SourceFailure.Timeout,
            (await Assert.ThrowsAnyAsync<SourceException>(async () => await busy.ReadAsync(new(0, 4), null, Token))).Failure
        );
        Assert.Equal(
            SourceFailure.Unavailable,
            (await Assert.ThrowsAnyAsync<SourceException>(async () => await broken.ReadAsync(new(0, 4), null, Token))).Failure
        );
        Assert.Equal((4, 4), (busy.Attempts, broken.Attempts)); // One, and three retries.
    }

    [Fact]
    public async Task An_attempt_that_takes_too_long_is_a_timeout()
    {
        var source = new Store(_ => new(default, null, null))
        {
            AttemptTimeout = TimeSpan.FromMilliseconds(20),
            IsStuck = true,
            MaxRetries = 0,
        };

        Assert.Equal(
            SourceFailure.Timeout,
            (await Assert.ThrowsAnyAsync<SourceException>(async () => await source.ReadAsync(new(0, 4), null, Token))).Failure
        );
    }

    [Fact]
    public async Task Another_version_is_a_change()
    {
        var source = new Store(_ => new(new byte[4], "\"2\"", 4));

        Assert.Equal(
            SourceFailure.Changed,
            (await Assert.ThrowsAnyAsync<SourceException>(async () => await source.ReadAsync(new(0, 4), "\"1\"", Token))).Failure
        );
        await source.ReadAsync(new(0, 4), "W/\"2\"", Token); // The weak comparison.
    }

    private sealed class Store : NetworkRangeSource
    {
        private readonly Func<int, RangeRead> _answer;

        public Store(Func<int, RangeRead> answer)
            : base(new("store:object"))
        {
            _answer = answer;
            RetryDelay = TimeSpan.FromMilliseconds(1);
        }

        public int Attempts { get; private set; }

        public bool IsStuck { get; init; }

        protected override async ValueTask<RangeRead> AttemptReadAsync(
            ByteRange range,
            string? ifMatch,
            CancellationToken cancellationToken
        )
        {
            Attempts++;
            if (IsStuck)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            RangeRead read = _answer(Attempts);
            ThrowIfChanged(ifMatch, read.ETag);
            return read;
        }
    }
}
