namespace Cog.Tiff;

/// <summary>Asked inside a block whether anybody still wants it: a time limit or a caller may have ended the request.</summary>
/// <remarks>
/// Decoders ask every few rows, and at the latest after <see cref="Interval"/> bytes that they have read or written, so that a block which
/// takes long ends soon after its request does.
/// </remarks>
internal class Interruption(CancellationToken cancellationToken)
{
    /// <summary>Bytes from one question to the next, some milliseconds of work.</summary>
    public const int Interval = 1 << 20;

    /// <summary>Never interrupts.</summary>
    public static Interruption None { get; } = new(CancellationToken.None);

    /// <summary>Ends the work when it is not wanted any more.</summary>
    /// <exception cref="OperationCanceledException">It is not.</exception>
    public virtual void ThrowIfRequested() => cancellationToken.ThrowIfCancellationRequested();
}
