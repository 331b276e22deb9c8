using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Runtime;

namespace Cog.Aws;

/// <summary>
/// Variables of the environment → <see cref="AwsOptions"/>. The names are the AWS SDKs', GDAL's where the SDKs have none, and our own.
/// </summary>
public static class AwsSettings
{
    /// <summary>Reads the settings from variables.</summary>
    /// <param name="variable">Gives a variable's value, or null.</param>
    /// <exception cref="FormatException">A value cannot be used; the message names the variable, the value and what is
    /// expected.</exception>
    public static AwsOptions Parse(Func<string, string?> variable)
    {
        AwsOptions defaults = AwsOptions.Default;
        Uri? endpoint = Address("AWS_ENDPOINT_URL");
        return new()
        {
            Region =
                Text("AWS_REGION") is { } region ? Region("AWS_REGION", region)
                : Text("AWS_DEFAULT_REGION") is { } other ? Region("AWS_DEFAULT_REGION", other)
                : defaults.Region,
            Credentials = ParseCredentials(Text("AWS_ACCESS_KEY_ID"), Text("AWS_SECRET_ACCESS_KEY"), Text("AWS_SESSION_TOKEN")),
            Unsigned = Flag("AWS_NO_SIGN_REQUEST", defaults.Unsigned),
            S3Endpoint = Address("AWS_ENDPOINT_URL_S3") ?? GdalEndpoint() ?? endpoint,
            S3VirtualHosting = Flag("AWS_VIRTUAL_HOSTING", defaults.S3VirtualHosting),
            DynamoDbEndpoint = Address("AWS_ENDPOINT_URL_DYNAMODB") ?? endpoint,
            StsEndpoint = Address("AWS_ENDPOINT_URL_STS") ?? endpoint,
            UseDualStack = Flag("AWS_USE_DUALSTACK_ENDPOINT", defaults.UseDualStack),
            UseFips = Flag("AWS_USE_FIPS_ENDPOINT", defaults.UseFips),
            RequesterPays =
                Text("AWS_REQUEST_PAYER") is { } payer
                && (payer == "requester" ? true : throw Unusable("AWS_REQUEST_PAYER", payer, "requester")),
            Buckets = ParseBuckets(Names("COG_REQUESTER_PAYS_BUCKETS"), Names("COG_REQUESTER_PAYS_ON_REQUEST"), Text("COG_BUCKETS")),
            HeaderTable = Text("COG_HEADER_CACHE_TABLE"),
            HeaderTableMaxAge = Text("COG_HEADER_TTL_SECONDS") is { } seconds
                ? int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out int age) && age is >= 1 and <= 31_536_000
                    ? TimeSpan.FromSeconds(age)
                    : throw Unusable("COG_HEADER_TTL_SECONDS", seconds, "whole seconds from 1 to 31536000")
                : defaults.HeaderTableMaxAge,
        };

        string? Text(string name) => variable(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

        string[] Names(string name) => Text(name)?.Split([' ', ',', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries) ?? [];

        bool Flag(string name, bool absent) =>
            Text(name) is { } text ? FlagText.Parse(text) ?? throw Unusable(name, text, "TRUE or FALSE") : absent;

        Uri? Address(string name) =>
            Text(name) is { } text ? ParseAddress(text) ?? throw Unusable(name, text, "an address such as https://s3.example.org") : null;

        // A host, and perhaps a port; a scheme is no part of it, but has been seen.
        Uri? GdalEndpoint()
        {
            if (Text("AWS_S3_ENDPOINT") is not { } host)
            {
                return null;
            }

            string address = host.Contains("://", StringComparison.Ordinal)
                ? host
                : $"{(Flag("AWS_HTTPS", true) ? "https" : "http")}://{host}";
            return ParseAddress(address) ?? throw Unusable("AWS_S3_ENDPOINT", host, "a host such as s3.example.org:9000");
        }
    }

    /// <summary>Whether a word can be a region's name: it becomes part of a host's.</summary>
    internal static bool IsRegion(string name) =>
        name.Length is > 0 and <= 40 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static Dictionary<string, BucketPolicy> ParseBuckets(string[] always, string[] onRequest, string? table)
    {
        var policies = new Dictionary<string, BucketPolicy>();
        foreach (string name in onRequest)
        {
            policies[name] = new() { RequesterPaysOnRequest = true };
        }

        foreach (string name in always)
        {
            policies[name] = new() { RequesterPays = true };
        }

        foreach ((string name, BucketEntry entry) in ParseTable(table))
        {
            BucketPolicy listed = policies.GetValueOrDefault(name, BucketPolicy.Default);
            policies[name] = listed with
            {
                RequesterPays = entry.Payer is null ? listed.RequesterPays : entry.Payer == "requester",
                RequesterPaysOnRequest = entry.Payer is null ? listed.RequesterPaysOnRequest : entry.Payer == "on-request",
                Region = entry.Region,
                RoleArn = entry.Role,
                MaxBytesPerRequest = entry.MaxBytes,
            };
        }

        return policies;
    }

    private static Dictionary<string, BucketEntry> ParseTable(string? table)
    {
        if (table is null)
        {
            return [];
        }

        try
        {
            Dictionary<string, BucketEntry> entries = JsonSerializer.Deserialize(table, AwsJson.Default.DictionaryStringBucketEntry) ?? [];
            foreach ((string name, BucketEntry? entry) in entries)
            {
                Check(name, entry ?? throw Unusable($"COG_BUCKETS: {name}", "null", "an object"));
            }

            return entries;
        }
        catch (JsonException error)
        {
            throw new FormatException(
                $"COG_BUCKETS cannot be read at {error.Path ?? "its start"}: expected JSON such as "
                    + """{"bucket": {"payer": "requester", "region": "eu-west-1", "role": "arn:aws:iam::123456789012:role/name", """
                    + "\"maxBytes\": 1000000}}.",
                error
            );
        }
    }

    private static void Check(string bucket, BucketEntry entry)
    {
        if (entry.Payer is not (null or "requester" or "on-request"))
        {
            throw Unusable($"COG_BUCKETS: {bucket}.payer", entry.Payer, "requester or on-request");
        }

        if (entry.Region is not null)
        {
            _ = Region($"COG_BUCKETS: {bucket}.region", entry.Region);
        }

        if (entry.Role is not null && !entry.Role.StartsWith("arn:", StringComparison.Ordinal))
        {
            throw Unusable($"COG_BUCKETS: {bucket}.role", entry.Role, "the ARN of a role");
        }

        if (entry.MaxBytes < 1)
        {
            throw Unusable($"COG_BUCKETS: {bucket}.maxBytes", $"{entry.MaxBytes}", "1 or more");
        }
    }

    private static AWSCredentials? ParseCredentials(string? key, string? secret, string? token) =>
        key is null || secret is null ? null
        : token is null ? new BasicAWSCredentials(key, secret)
        : new SessionAWSCredentials(key, secret, token);

    private static string Region(string name, string text) =>
        IsRegion(text) ? text : throw Unusable(name, text, "a region such as eu-west-1");

    private static Uri? ParseAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" ? uri : null;

    private static FormatException Unusable(string name, string value, string expected) =>
        new($"{name} is '{value}': expected {expected}.");
}

/// <summary>One bucket in <c>COG_BUCKETS</c>; what is absent is as without the entry.</summary>
/// <param name="Payer"><c>requester</c> or <c>on-request</c>.</param>
/// <param name="Region">The bucket's region.</param>
/// <param name="Role">The ARN of the role to read it as.</param>
/// <param name="MaxBytes">Most bytes that one request may fetch from it.</param>
internal sealed record BucketEntry(string? Payer, string? Region, string? Role, long? MaxBytes);

/// <summary>JSON of this project, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow
)]
[JsonSerializable(typeof(Dictionary<string, BucketEntry>))]
internal sealed partial class AwsJson : JsonSerializerContext;
