namespace Cog.Testing.Aws;

/// <summary>An object that is overwritten while it is read, for an <see cref="AwsStub"/> to answer with.</summary>
/// <param name="versionAt">Number of the read, from 1 → number of the version that is there then, from 0. Each has an ETag of its
/// own.</param>
/// <param name="versions">The versions; asked for beyond the last, they begin anew under new ETags.</param>
internal sealed class OverwrittenObject(Func<int, int> versionAt, params byte[][] versions)
{
    private readonly Lock _gate = new();
    private int _reads;

    /// <summary>False for a store that has never heard of If-Match: only the ETag of its answer tells the version.</summary>
    public bool HonoursIfMatch { get; init; } = true;

    /// <summary>Reads so far.</summary>
    public int Reads
    {
        get
        {
            lock (_gate)
            {
                return _reads;
            }
        }
    }

    /// <summary>Answers one ranged GET.</summary>
    public StubAnswer BufferedResponse(HttpMessage request)
    {
        int version;
        lock (_gate)
        {
            version = versionAt(++_reads);
        }

        string etag = $"\"version {version}\"";
        return HonoursIfMatch && request.Header("If-Match") is { } expected && expected != etag
            ? StubAnswer.S3Error(412, "PreconditionFailed")
            : StubAnswer.Part(request, versions[version % versions.Length], etag);
    }
}
