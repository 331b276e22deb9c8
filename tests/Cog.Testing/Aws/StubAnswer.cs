using System.Globalization;
using System.Text;

namespace Cog.Testing.Aws;

/// <summary>One answer of an <see cref="AwsStub"/>.</summary>
/// <param name="Status">Its status; 0 resets the connection.</param>
/// <param name="Headers">Header lines, each with its end.</param>
/// <param name="Body">The body.</param>
internal sealed record StubAnswer(int Status, string Headers, byte[] Body)
{
    /// <summary>No answer, ever.</summary>
    public static StubAnswer Silence { get; } = new(200, "", []) { Delay = Timeout.InfiniteTimeSpan };

    /// <summary>The connection breaks.</summary>
    public static StubAnswer Reset { get; } = new(0, "", []);

    /// <summary>Before the answer.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Bytes announced in Content-Length that never come.</summary>
    public int MissingBytes { get; init; }

    /// <summary>206 with the wanted part of an object.</summary>
    public static StubAnswer Part(HttpMessage request, byte[] content, string etag = "\"1\"") =>
        Part(request, content.Length, range => content[(int)range.Offset..(int)range.End], etag);

    /// <summary>206 with the wanted part of an object that is nowhere whole.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="length">Bytes of the object.</param>
    /// <param name="content">Gives any range inside it.</param>
    /// <param name="etag">The object's version.</param>
    public static StubAnswer Part(HttpMessage request, long length, Func<ByteRange, byte[]> content, string etag = "\"1\"")
    {
        long[] ends = [.. request.Header("Range")!["bytes=".Length..].Split('-').Select(n => long.Parse(n, CultureInfo.InvariantCulture))];
        byte[] part = content(new(ends[0], (int)(Math.Min(ends[1] + 1, length) - ends[0])));
        return new(206, $"ETag: {etag}\r\nContent-Range: bytes {ends[0]}-{ends[0] + part.Length - 1}/{length}\r\n", part);
    }

    /// <summary>An error of S3: XML with a code.</summary>
    public static StubAnswer S3Error(int status, string code, string headers = "") =>
        new(
            status,
            headers + "Content-Type: application/xml\r\n",
            Encoding.UTF8.GetBytes(
                $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>{code} it "
                    + $"is</Message><RequestId>1</RequestId></Error>"
            )
        );

    /// <summary>An answer of DynamoDB.</summary>
    public static StubAnswer DynamoDb(int status, string json) =>
        new(status, "Content-Type: application/x-amz-json-1.0\r\n", Encoding.UTF8.GetBytes(json));

    /// <summary>An error of DynamoDB.</summary>
    public static StubAnswer DynamoDbError(int status, string code) =>
        DynamoDb(status, $$"""{"__type":"com.amazonaws.dynamodb.v20120810#{{code}}","message":"{{code}} it is"}""");
}
