namespace Cog.Sources.Http;

/// <summary>
/// What became of a version whose condition was refused: of several reads in flight one asks without it, and where the object has changed
/// the others take its word.
/// </summary>
internal sealed class RefusedVersion
{
    private readonly Lock _gate = new();
    private Question? _last;

    /// <summary>What is known when a read starts: an answer from before is none to it.</summary>
    public Question? Known
    {
        get
        {
            lock (_gate)
            {
                return _last is { Change.Task.IsCompleted: true } ? _last : null;
            }
        }
    }

    /// <summary>Reads without the condition, unless another read finds first that the object has changed.</summary>
    /// <param name="version">What was refused.</param>
    /// <param name="known"><see cref="Known"/> when the read started.</param>
    /// <param name="ask">Reads; compares the answer's version.</param>
    /// <param name="cancellationToken">Ends the wait for another's answer.</param>
    /// <exception cref="SourceChangedException">By this answer or another's.</exception>
    public async ValueTask<RangeRead> ReadAsync(
        string version,
        Question? known,
        Func<ValueTask<RangeRead>> ask,
        CancellationToken cancellationToken
    )
    {
        (Question question, bool isOwn) = Take(version, known);
        if (!isOwn)
        {
            return await question.Change.Task.WaitAsync(cancellationToken).ConfigureAwait(false) is { } change
                ? throw new SourceChangedException(change)
                : await ask().ConfigureAwait(false);
        }

        string? changed = null;
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (SourceChangedException error)
        {
            changed = error.Message;
            throw;
        }
        finally
        {
            question.Change.SetResult(changed);
        }
    }

    private (Question Question, bool IsOwn) Take(string version, Question? known)
    {
        lock (_gate)
        {
            if (_last is { } last && last != known && last.Version == version)
            {
                return (last, false);
            }

            _last = new(version);
            return (_last, true);
        }
    }

    /// <summary>One read's, for all that wait for its answer.</summary>
    /// <param name="version">What was refused.</param>
    internal sealed class Question(string version)
    {
        public string Version => version;

        /// <summary>How the object changed; null when it did not, or could not be asked for.</summary>
        public TaskCompletionSource<string?> Change { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
