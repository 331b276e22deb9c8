using Cog.Cli.Serving;
using Microsoft.AspNetCore.Http;

namespace Cog.Cli.Tests;

public sealed class IdleMemoryTests : IDisposable
{
    private readonly Clock _clock = new();
    private int _collected;

    [Fact]
    public async Task Memory_is_given_back_when_nobody_asks_and_not_before()
    {
        using var idle = new IdleMemory(() => _collected++, _clock);
        var release = new TaskCompletionSource();

        Task slow = idle.RunAsync(new DefaultHttpContext(), _ => release.Task);
        await idle.RunAsync(new DefaultHttpContext(), _ => Task.CompletedTask);
        _clock.Elapse(IdleMemory.Pause);
        int whileAsked = _collected;
        release.SetResult();
        await slow;
        _clock.Elapse(IdleMemory.Pause / 2);
        int early = _collected;
        _clock.Elapse(10 * IdleMemory.Pause);

        Assert.Equal((0, 0, 3), (whileAsked, early, _collected)); // And then it rests.
    }

    [Fact]
    public async Task A_request_that_comes_meanwhile_puts_it_off()
    {
        using var idle = new IdleMemory(() => _collected++, _clock);
        var release = new TaskCompletionSource();
        await idle.RunAsync(new DefaultHttpContext(), _ => Task.CompletedTask);
        _clock.Elapse(IdleMemory.Pause / 2);

        Task slow = idle.RunAsync(new DefaultHttpContext(), _ => release.Task);
        _clock.Elapse(10 * IdleMemory.Pause);

        Assert.Equal(0, _collected);
        release.SetResult();
        await slow;
    }

    [Fact]
    public async Task A_request_that_fails_ends_as_well()
    {
        using var idle = new IdleMemory(() => _collected++, _clock);

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            idle.RunAsync(new DefaultHttpContext(), _ => throw new InvalidOperationException())
        );
        _clock.Elapse(IdleMemory.Pause);

        Assert.Equal(1, _collected);
    }

    public void Dispose() => _clock.Dispose();

    /// <summary>Time that passes by hand, and one timer.</summary>
    private sealed class Clock : TimeProvider, ITimer
    {
        private Action? _tick;
        private TimeSpan _due = Timeout.InfiniteTimeSpan,
            _period = Timeout.InfiniteTimeSpan;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _tick = () => callback(state);
            Change(dueTime, period);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            (_due, _period) = (dueTime, period);
            return true;
        }

        public void Elapse(TimeSpan time)
        {
            while (_due != Timeout.InfiniteTimeSpan && _due <= time)
            {
                time -= _due;
                _due = _period;
                _tick!();
            }

            _due = _due == Timeout.InfiniteTimeSpan ? _due : _due - time;
        }

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
