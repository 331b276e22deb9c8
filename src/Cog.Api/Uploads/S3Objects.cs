using Cog.Aws;
using Cog.Header;
using Cog.Hosting.Aws;
using Cog.Hosting.Lambda;
using Cog.Hosting.Sources;

namespace Cog.Api.Uploads;

/// <summary>
/// What is done with the objects that S3 notifies of: an event names its own bucket, so no list of allowed sources is asked.
/// </summary>
/// <param name="Open">Opens the object; sends nothing.</param>
/// <param name="TagAsync">Sets some of the object's tags, and leaves it the others.</param>
internal sealed record S3Objects(
    Func<S3Record, IRangeSource> Open,
    Func<S3Record, IReadOnlyDictionary<string, string>, CancellationToken, Task> TagAsync
)
{
    /// <summary>Writes a JSON document; null where nothing can be written.</summary>
    public Func<S3Address, byte[], CancellationToken, Task>? WriteAsync { get; init; }

    private static readonly bool[] s_payers = [false, true];

    /// <summary>The objects in S3.</summary>
    public static S3Objects Of(SourceResolver sources) =>
        new(
            record => sources.S3.Open(AddressOf(record)),
            (record, tags, cancellationToken) => new S3ObjectTags(sources.S3).SetAsync(AddressOf(record), tags, cancellationToken)
        )
        {
            WriteAsync = (address, json, cancellationToken) =>
                new S3ObjectWriter(sources.S3).PutAsync(address, new(json, "application/json"), cancellationToken),
        };

    /// <summary>The address of a record's object.</summary>
    public static Uri UriOf(S3Record record) => AddressOf(record).ToUri();

    /// <summary>The same as people write it, the key as it is.</summary>
    public static string TextOf(S3Record record) => AddressOf(record).ToString();

    /// <summary>Whether the address leads to the object: a key that cannot be written in UTF-8 has none.</summary>
    public static bool HasAddress(S3Record record) => S3Address.Parse(UriOf(record)).Key == record.Key;

    /// <summary>All that a header of what a record names may be kept by, whoever pays.</summary>
    public static IEnumerable<HeaderKey> HeaderKeysOf(S3Record record) => s_payers.Select(pays => new HeaderKey(UriOf(record), pays));

    /// <summary>
    /// Where a record's object is, and where its overviews would be: those of the current version, since their own has another name.
    /// </summary>
    public FileLocation LocationOf(S3Record record) =>
        new(new(UriOf(record), RequesterPays: false), () => Open(record))
        {
            OpenOverviews = () => Open(record with { Key = record.Key + FileLocation.OverviewsSuffix, VersionId = null }),
        };

    private static S3Address AddressOf(S3Record record) => new(record.Bucket, record.Key, record.VersionId);
}
