namespace Cog.Hosting.Files;

/// <summary>
/// Bounds what pictures take while they are made, whoever asks for them: large ones wait for each other, in the order in which they came.
/// </summary>
/// <param name="capacity">Bytes of all of them together.</param>
internal sealed class PicturesInFlight(long capacity)
{
    // Beside the samples that an answer is made of: those that were read, colours, and the encoder's.
    private const int Copies = 3;

    private readonly Lock _gate = new();
    private readonly LinkedList<Waiting> _waiting = [];
    private long _taken;

    /// <summary>Waits until there is room.</summary>
    /// <param name="size">The picture's columns and rows.</param>
    /// <param name="bytesPerPixel">Of all bands; the mask comes on top.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The place, to be disposed of when the picture is done.</returns>
    public async Task<IDisposable> EnterAsync(RasterSize size, int bytesPerPixel, CancellationToken cancellationToken)
    {
        double bytes = (double)size.Width * size.Height * (bytesPerPixel + 1L) * Copies;
        var place = new Place(this, (long)Math.Min(bytes, capacity)); // One that is larger than all is made alone.
        Waiting waiting;
        lock (_gate)
        {
            if (_waiting.Count == 0 && _taken + place.Bytes <= capacity)
            {
                _taken += place.Bytes;
                return place;
            }

            waiting = new(place.Bytes);
            _waiting.AddLast(waiting);
        }

        using CancellationTokenRegistration leave = cancellationToken.UnsafeRegister(_ => Leave(waiting, cancellationToken), null);
        await waiting.Turn.Task;
        return place;
    }

    private void Leave(Waiting waiting, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_waiting.Remove(waiting))
            {
                waiting.Turn.SetCanceled(cancellationToken);
                Admit(); // It may have been what the others were waiting behind.
            }
        }
    }

    private void Return(long bytes)
    {
        lock (_gate)
        {
            _taken -= bytes;
            Admit();
        }
    }

    private void Admit()
    {
        while (_waiting.First is { Value: var next } && _taken + next.Bytes <= capacity)
        {
            _waiting.RemoveFirst();
            _taken += next.Bytes;
            next.Turn.SetResult();
        }
    }

    private sealed class Waiting(long bytes)
    {
        public long Bytes => bytes;

        public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Place(PicturesInFlight owner, long bytes) : IDisposable
    {
        private int _left;

        public long Bytes => bytes;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                owner.Return(bytes);
            }
        }
    }
}
