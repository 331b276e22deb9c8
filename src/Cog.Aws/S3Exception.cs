using System.Net;
using System.Xml;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Amazon.S3.Model;

namespace Cog.Aws;

/// <summary>S3 refused a request. Source: Amazon S3 API Reference, "Error responses".</summary>
internal sealed class S3Exception : Exception
{
    private const int MaxBodyBytes = 65_536;

    private readonly Func<string, string?> _header;

    private S3Exception(string message, Func<string, string?> header, Exception? inner)
        : base(message, inner) => _header = header;

    /// <summary>Of the answer; 0 where there was none.</summary>
    public required HttpStatusCode Status { get; init; }

    /// <summary>S3's word for the failure; where it has none, that of the status.</summary>
    public required string Code { get; init; }

    /// <summary>Of an archived object.</summary>
    public string? StorageClass { get; init; }

    /// <summary>A header of the answer; null when there is none.</summary>
    public string? Header(string name) => _header(name) is { Length: > 0 } value ? value : null;

    /// <summary>What the SDK threw.</summary>
    public static S3Exception Of(AmazonS3Exception error) =>
        new(error.Message, name => (error.InnerException as HttpErrorResponseException)?.Response?.GetHeaderValue(name), error)
        {
            Status = error.StatusCode,
            Code = error.ErrorCode ?? error.StatusCode.ToString(),
            StorageClass = (error as InvalidObjectStateException)?.StorageClass?.Value,
        };

    /// <summary>Reads an answer that is none of 200 and 206.</summary>
    public static async Task<S3Exception> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] body = new byte[MaxBodyBytes];
        Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        int length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> members = Parse(body.AsMemory(0, length));
        string code = members.GetValueOrDefault("Code") ?? response.StatusCode.ToString();
        return new(members.GetValueOrDefault("Message") ?? response.ReasonPhrase ?? code, Find, null)
        {
            Status = response.StatusCode,
            Code = code,
            StorageClass = members.GetValueOrDefault("StorageClass"),
        };

        string? Find(string name) =>
            response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString()
            : response.Content.Headers.NonValidated.TryGetValues(name, out var own) ? own.ToString()
            : null;
    }

    // <Error><Code>NoSuchKey</Code><Message>…</Message>…</Error>; what is none of it says nothing.
    private static Dictionary<string, string> Parse(ReadOnlyMemory<byte> body)
    {
        var members = new Dictionary<string, string>();
        try
        {
            using var reader = XmlReader.Create(
                new MemoryStream(body.ToArray()),
                new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }
            );
            if (reader.MoveToContent() == XmlNodeType.Element && reader.LocalName == "Error" && !reader.IsEmptyElement)
            {
                reader.Read();
                while (reader.MoveToContent() == XmlNodeType.Element)
                {
                    string name = reader.LocalName;
                    members[name] = reader.ReadElementContentAsString();
                }
            }
        }
        catch (XmlException)
        {
            // A page of a proxy, or nothing.
        }

        return members;
    }
}
