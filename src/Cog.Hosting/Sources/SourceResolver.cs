using System.Net;
using Cog.Aws;
using Cog.Header;
using Cog.Sources;
using Cog.Sources.Http;

namespace Cog.Hosting.Sources;

/// <summary>The address in <c>?url=</c> → the source it is read through.</summary>
internal sealed class SourceResolver : IDisposable
{
    private readonly SourcePolicy _policy;
    private readonly AwsOptions _aws;
    private readonly Lazy<HttpClient> _web;
    private readonly Lazy<S3Clients> _s3;

    /// <summary>Opens nothing: clients are made when first needed.</summary>
    /// <param name="options">What may be read, and how S3 is reached.</param>
    /// <param name="resolve">Host name → addresses; null for this machine's DNS.</param>
    /// <exception cref="CogOptionsException">The allowed sources cannot be understood.</exception>
    public SourceResolver(CogOptions options, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        _policy = new(options);
        _aws = options.Aws;
        _web = new(() => new GuardedConnections(_policy, new(options.HttpHeaders), resolve ?? Dns.GetHostAddressesAsync).CreateClient());
        _s3 = new(() => new(_aws));
    }

    /// <summary>The clients of S3, for who knows a bucket without being told by a caller.</summary>
    public S3Clients S3 => _s3.Value;

    /// <summary>Reads an address and lets the policy decide, before anything is opened.</summary>
    /// <param name="url">An address, or one of the other spellings that <see cref="SourceText"/> knows.</param>
    /// <param name="requesterPays">Whether the caller asks for it; counts where the bucket's policy lets callers ask.</param>
    /// <returns>
    /// The file. Its external overviews are looked for where the policy allows it, too, and its address has no query: what stands behind
    /// that is no name to add to.
    /// </returns>
    /// <exception cref="BadHttpRequestException">The text is not an address, or has a scheme that is not read here.</exception>
    /// <exception cref="SourceAccessDeniedException">The policy forbids it.</exception>
    public FileLocation Locate(string url, bool requesterPays = false)
    {
        HeaderKey key = KeyOf(url, requesterPays);
        return new(key, () => Open(key)) { OpenOverviews = OverviewsOf(key) is { } beside ? () => Open(beside) : null };
    }

    /// <summary>Reads an address that stands in a document, on the same conditions as <see cref="Locate"/>.</summary>
    /// <param name="address">Absolute; a relative one is resolved before.</param>
    /// <param name="document">
    /// Where the document is. A file of this machine is read when a file of this machine names it, and not when something from elsewhere
    /// does.
    /// </param>
    /// <param name="requesterPays">Whether the caller asks for it.</param>
    /// <exception cref="BadHttpRequestException">It is not an address, or has a scheme that is not read here.</exception>
    /// <exception cref="SourceAccessDeniedException">The policy forbids it.</exception>
    public FileLocation LocateNamed(string address, Uri document, bool requesterPays)
    {
        FileLocation location = Locate(address, requesterPays);
        return location.Key.Object.IsFile && !document.IsFile ? throw SourcePolicy.Denial(location.Key.Object) : location;
    }

    private HeaderKey KeyOf(string url, bool requesterPays) =>
        Admit(SourceText.Parse(url, withFiles: _policy.IsLocalMachine), requesterPays);

    private HeaderKey Admit(Uri uri, bool requesterPays)
    {
        _policy.ThrowIfNotAllowed(uri);
        if (uri.Scheme != "s3")
        {
            return new(uri, RequesterPays: false);
        }

        BucketPolicy bucket = _aws.PolicyOf(uri.Host);
        return new(uri, bucket.RequesterPays || (requesterPays && bucket.RequesterPaysOnRequest));
    }

    private HeaderKey? OverviewsOf(HeaderKey key)
    {
        if (key.Object.Query.Length > 0)
        {
            return null;
        }

        try
        {
            S3Address? own = key.Object.Scheme == "s3" ? S3Address.Parse(key.Object) : null;
            return Admit(
                own is null
                    ? new Uri(key.Object.AbsoluteUri + FileLocation.OverviewsSuffix)
                    : (own with { Key = own.Key + FileLocation.OverviewsSuffix }).ToUri(),
                key.RequesterPays
            );
        }
        catch (SourceAccessDeniedException)
        {
            return null;
        }
    }

    // Picks the transport.
    private IRangeSource Open(HeaderKey source) =>
        source.Object.Scheme switch
        {
            "file" => new FileRangeSource(source.Object.LocalPath),
            "s3" => _s3.Value.Open(S3Address.Parse(source.Object), source.RequesterPays),
            _ => new HttpRangeSource(source.Object, _web.Value),
        };

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_web.IsValueCreated)
        {
            _web.Value.Dispose();
        }

        if (_s3.IsValueCreated)
        {
            _s3.Value.Dispose();
        }
    }
}
