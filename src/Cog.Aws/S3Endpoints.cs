using System.Globalization;

namespace Cog.Aws;

/// <summary>
/// Where an object is asked for. Source: Amazon Simple Storage Service User Guide, "Virtual hosting of general purpose buckets" and
/// "Bucket naming rules"; AWS General Reference, "Amazon S3 endpoints".
/// </summary>
internal static class S3Endpoints
{
    /// <summary>
    /// The address of an object, its key escaped as it is signed; null where only the SDK knows: for access points, directory buckets, and
    /// regions of other partitions than Amazon's public ones, China's and GovCloud.
    /// </summary>
    public static Uri? AddressOf(AwsOptions options, S3Address address, string region)
    {
        string bucket = address.Bucket;
        if (!IsBucket(bucket) || bucket.EndsWith("--x-s3", StringComparison.Ordinal))
        {
            return null;
        }

        if (options.S3Endpoint is { } other)
        {
            bool isInHost = options.S3VirtualHosting && other.HostNameType == UriHostNameType.Dns && IsHostBucket(bucket);
            string host = isInHost ? $"{bucket}.{other.Host}" : other.Host;
            string port = other.IsDefaultPort ? "" : string.Create(CultureInfo.InvariantCulture, $":{other.Port}");
            return Compose($"{other.Scheme}://{host}{port}{other.AbsolutePath.TrimEnd('/')}", isInHost ? null : bucket, address);
        }

        if (Partitions.DomainOf(region) is not { } domain)
        {
            return null;
        }

        string service = $"s3{(options.UseFips ? "-fips" : "")}{(options.UseDualStack ? ".dualstack" : "")}.{region}.{domain}";

        // A dot in the bucket's name would be one more level of the host's, which Amazon's certificate does not cover.
        return IsHostBucket(bucket)
            ? Compose($"https://{bucket}.{service}", null, address)
            : Compose($"https://{service}", bucket, address);
    }

    private static Uri Compose(string start, string? bucket, S3Address address)
    {
        string key = string.Join('/', address.Key.Split('/').Select(Uri.EscapeDataString));
        string version = address.VersionId is { } id ? $"?versionId={Uri.EscapeDataString(id)}" : "";
        return new(
            $"{start}{(bucket is null ? "" : "/")}{bucket}/{key}{version}",
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true } // A key may hold dots and empty segments.
        );
    }

    // Old buckets may have capital letters, underscores and up to 255 characters; an ARN has colons.
    private static bool IsBucket(string name) =>
        name.Length is >= 3 and <= 255 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    private static bool IsHostBucket(string name) =>
        name.Length is >= 3 and <= 63
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && name[0] != '-'
        && name[^1] != '-';
}
