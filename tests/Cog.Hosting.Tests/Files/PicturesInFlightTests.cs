using Cog.Hosting.Files;

namespace Cog.Hosting.Tests.Files;

public class PicturesInFlightTests
{
    // A pixel of 3 bands of bytes and its mask, three times: 12 bytes.
    private const int Bands = 3;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pictures_wait_for_each_other_when_they_are_too_large_together()
    {
        var pictures = new PicturesInFlight(100 * 12);
        IDisposable first = await pictures.EnterAsync(new(10, 6), Bands, Cancellation);
        IDisposable second = await pictures.EnterAsync(new(4, 10), Bands, Cancellation); // 60 + 40 pixels fill it.
        Task<IDisposable> third = pictures.EnterAsync(new(1, 50), Bands, Cancellation);
        Task<IDisposable> small = pictures.EnterAsync(new(1, 1), Bands, Cancellation); // Behind the third: none is overtaken for ever.

        second.Dispose();
        Assert.False(third.IsCompleted);
        Assert.False(small.IsCompleted);

        first.Dispose();
        first.Dispose(); // Counts once.
        using IDisposable thirds = await third.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        using IDisposable smalls = await small.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        Task<IDisposable> full = pictures.EnterAsync(new(1, 50), Bands, Cancellation);
        Assert.False(full.IsCompleted);

        smalls.Dispose();
        (await full.WaitAsync(TimeSpan.FromSeconds(10), Cancellation)).Dispose();
    }

    [Fact]
    public async Task One_that_is_larger_than_all_is_made_alone()
    {
        var pictures = new PicturesInFlight(100);
        IDisposable huge = await pictures.EnterAsync(new(65_536, 65_536), Bands, Cancellation);
        Task<IDisposable> next = pictures.EnterAsync(new(1, 1), Bands, Cancellation);

        Assert.False(next.IsCompleted);
        huge.Dispose();
        (await next.WaitAsync(TimeSpan.FromSeconds(10), Cancellation)).Dispose();
    }

    [Fact]
    public async Task Who_leaves_the_queue_holds_up_nobody()
    {
        var pictures = new PicturesInFlight(100 * 12);
        using IDisposable first = await pictures.EnterAsync(new(10, 6), Bands, Cancellation);
        using var caller = new CancellationTokenSource();
        Task<IDisposable> large = pictures.EnterAsync(new(10, 10), Bands, caller.Token);
        Task<IDisposable> small = pictures.EnterAsync(new(4, 10), Bands, Cancellation);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        (await small.WaitAsync(TimeSpan.FromSeconds(10), Cancellation)).Dispose();
    }

    [Fact]
    public async Task Many_at_once_never_take_more_and_all_have_their_turn()
    {
        var pictures = new PicturesInFlight(10 * 12);
        int now = 0,
            most = 0;

        await Task.WhenAll(
            Enumerable
                .Range(0, 200)
                .Select(i =>
                    Task.Run(async () =>
                    {
                        int pixels = 1 + (i % 7);
                        using IDisposable place = await pictures.EnterAsync(new(pixels, 1), Bands, Cancellation);
                        int taken = Interlocked.Add(ref now, pixels);
                        for (int seen = most; taken > seen; seen = most)
                        {
                            Interlocked.CompareExchange(ref most, taken, seen);
                        }

                        await Task.Yield();
                        Interlocked.Add(ref now, -pixels);
                    })
                )
        );

        Assert.InRange(most, 7, 10);
        Assert.Equal(0, now);
    }
}
