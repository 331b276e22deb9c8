namespace Cog.Aws;

/// <summary>Asks S3 for ranges of one object: through the SDK, or signed here, which starts in a fraction of the time.</summary>
internal interface IS3Gets
{
    /// <summary>One request, without retries.</summary>
    /// <exception cref="S3Exception">S3 refused it.</exception>
    Task<S3Answer> GetAsync(S3Get get, CancellationToken cancellationToken);
}

/// <summary>A range of an object that is asked for.</summary>
/// <param name="Range">Its bytes; may run past the end.</param>
/// <param name="IfMatch">The ETag that the object must have; null for any.</param>
/// <param name="RequesterPays">Whether the request says that the requester pays.</param>
internal sealed record S3Get(ByteRange Range, string? IfMatch, bool RequesterPays);

/// <summary>S3's answer with bytes, whose reader disposes of it.</summary>
/// <param name="Owner">What holds the connection.</param>
/// <param name="Body">The bytes.</param>
internal sealed record S3Answer(IDisposable Owner, Stream Body) : IDisposable
{
    /// <summary>206, a part, or 200, all of the object.</summary>
    public required bool IsPart { get; init; }

    /// <summary>Of the object.</summary>
    public required string? ETag { get; init; }

    /// <summary>Which part it is.</summary>
    public required string? ContentRange { get; init; }

    /// <summary>Bytes of <see cref="Body"/>; -1 where S3 does not say.</summary>
    public required long Length { get; init; }

    /// <inheritdoc/>
    public void Dispose() => Owner.Dispose();
}
