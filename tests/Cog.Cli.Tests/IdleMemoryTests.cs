using Cog.Cli.Serving;
using Microsoft.AspNetCore.Http;

namespace Cog.Cli.Tests;

public class IdleMemoryTests
{
    [Fact]
    public async Task Memory_is_given_back_when_nobody_asks_and_not_before()
    {
        int collected = 0;
        using var third = new SemaphoreSlim(0);
        using var idle = new IdleMemory(
            () =>
            {
                if (Interlocked.Increment(ref collected) == 3)
                {
                    third.Release();
                }
            },
            TimeSpan.FromMilliseconds(20)
        );
        var release = new TaskCompletionSource();

        Task slow = idle.RunAsync(new DefaultHttpContext(), _ => release.Task);
        await idle.RunAsync(new DefaultHttpContext(), _ => Task.CompletedTask);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        int whileAsked = Volatile.Read(ref collected);
        release.SetResult();
        await slow;

        Assert.True(await third.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.Equal((0, 3), (whileAsked, Volatile.Read(ref collected))); // And then it rests.
    }

    [Fact]
    public async Task A_request_that_fails_ends_as_well()
    {
        using var collected = new SemaphoreSlim(0);
        using var idle = new IdleMemory(() => collected.Release(), TimeSpan.FromMilliseconds(20));

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            idle.RunAsync(new DefaultHttpContext(), _ => throw new InvalidOperationException())
        );

        Assert.True(await collected.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }
}
