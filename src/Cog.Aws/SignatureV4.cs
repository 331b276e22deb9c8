using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;

namespace Cog.Aws;

/// <summary>
/// AWS Signature Version 4 in a request's headers, for one service. Source: AWS Identity and Access Management User Guide, "Create a signed
/// AWS API request".
/// </summary>
/// <remarks>
/// The SDK signs as well, with a pipeline, an endpoint's rules and a marshaller around it that cost the first read of a function more than
/// the read does.
/// </remarks>
/// <param name="service">As the signature names it: <c>s3</c>, <c>dynamodb</c>.</param>
internal sealed class SignatureV4(string service)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string End = "aws4_request";

    /// <summary>SHA-256 of no bytes, in hexadecimal digits: of the body of a GET.</summary>
    public const string EmptyBody = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private DayKey? _key;

    /// <summary>
    /// Adds <c>X-Amz-Date</c>, <c>X-Amz-Security-Token</c> where the credentials are of a session, and <c>Authorization</c>. The host and
    /// all headers that are there already and begin with <c>X-Amz-</c> are signed.
    /// </summary>
    /// <param name="request">Its address is sent as it is written, path and query escaped; more than one parameter must be in
    /// order.</param>
    /// <param name="bodyHash">SHA-256 of the body, in lower-case hexadecimal digits.</param>
    /// <param name="region">The region of what is asked.</param>
    /// <param name="credentials">Who asks.</param>
    /// <param name="now">Services take requests of the last 15 minutes.</param>
    public void Sign(HttpRequestMessage request, string bodyHash, string region, ImmutableCredentials credentials, DateTimeOffset now)
    {
        string time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        string scope = $"{time[..8]}/{region}/{service}/{End}";
        request.Headers.Host = HostOf(request.RequestUri!);
        request.Headers.TryAddWithoutValidation("x-amz-date", time);
        if (credentials.UseToken)
        {
            request.Headers.TryAddWithoutValidation("x-amz-security-token", credentials.Token);
        }

        KeyValuePair<string, string>[] signed =
        [
            new("host", request.Headers.Host),
            .. request
                .Headers.NonValidated.Where(header => header.Key.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase))
                .Select(header => KeyValuePair.Create(header.Key.ToLowerInvariant(), header.Value.ToString().Trim()))
                .OrderBy(header => header.Key, StringComparer.Ordinal),
        ];
        string names = string.Join(';', signed.Select(header => header.Key));
        string canonical =
            $"{request.Method.Method}\n{request.RequestUri!.AbsolutePath}\n{request.RequestUri.Query.TrimStart('?')}\n"
            + $"{string.Concat(signed.Select(header => $"{header.Key}:{header.Value}\n"))}\n{names}\n{bodyHash}";
        string text = $"{Algorithm}\n{time}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        byte[] key = KeyOf(new(time[..8], region, credentials.SecretKey));
        string signature = Convert.ToHexStringLower(Mac(key, text));
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"{Algorithm} Credential={credentials.AccessKey}/{scope}, SignedHeaders={names}, Signature={signature}"
        );
    }

    /// <summary>SHA-256 in lower-case hexadecimal digits.</summary>
    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    // As HttpClient writes it.
    private static string HostOf(Uri uri)
    {
        string host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        return uri.IsDefaultPort ? host : string.Create(CultureInfo.InvariantCulture, $"{host}:{uri.Port}");
    }

    private byte[] KeyOf(DaySecret secret)
    {
        if (_key is { } known && known.Secret == secret)
        {
            return known.Bytes;
        }

        byte[] day = Mac(Encoding.UTF8.GetBytes("AWS4" + secret.SecretKey), secret.Day);
        byte[] key = Mac(Mac(Mac(day, secret.Region), service), End);
        _key = new(secret, key);
        return key;
    }

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private sealed record DayKey(DaySecret Secret, byte[] Bytes);

    private readonly record struct DaySecret(string Day, string Region, string SecretKey);
}
