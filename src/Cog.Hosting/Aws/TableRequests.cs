using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Cog.Aws;

namespace Cog.Hosting.Aws;

/// <summary>
/// Requests to DynamoDB that are signed here: the SDK's first one costs a function more than reading the header. Source: Amazon DynamoDB
/// Developer Guide, "DynamoDB low-level API".
/// </summary>
/// <param name="options">Where DynamoDB is, and who asks.</param>
internal sealed class TableRequests(AwsOptions options)
{
    private const string Version = "DynamoDB_20120810";
    private const int MaxErrorBytes = 65_536;

    private readonly SignatureV4 _signature = new("dynamodb");
    private readonly Lazy<Uri> _address = new(() => AddressOf(options));

    // Where the environment has none, those that the SDK finds.
    private readonly Lazy<AWSCredentials> _credentials = new(
        () => options.Credentials ?? DefaultAWSCredentialsIdentityResolver.GetCredentials(),
        LazyThreadSafetyMode.PublicationOnly
    );

    /// <summary>Sends one request, without retries.</summary>
    /// <param name="operation">E.g. <c>GetItem</c>.</param>
    /// <param name="write">Writes the members of the request, within its object.</param>
    /// <param name="read">Reads the answer.</param>
    /// <param name="cancellationToken">Abandons it.</param>
    /// <exception cref="TableException">DynamoDB refuses it, or the answer is none of its.</exception>
    public async Task<T> SendAsync<T>(
        string operation,
        Action<Utf8JsonWriter> write,
        Func<JsonElement, T> read,
        CancellationToken cancellationToken
    )
    {
        var body = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(body, JsonWriting.Options))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, _address.Value)
        {
            Content = new ReadOnlyMemoryContent(body.WrittenMemory),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        request.Headers.TryAddWithoutValidation("x-amz-target", $"{Version}.{operation}");
        ImmutableCredentials keys = await _credentials.Value.GetCredentialsAsync().WaitAsync(cancellationToken);
        _signature.Sign(request, SignatureV4.Hash(body.WrittenSpan), options.Region, keys, DateTimeOffset.UtcNow);
        using HttpResponseMessage response = await ClientSettings.SignedRequests.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            cancellationToken
        );
        await using Stream answer = await response.Content.ReadAsStreamAsync(cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw await ReadErrorAsync(response, answer, cancellationToken);
        }

        try
        {
            using JsonDocument document = await JsonDocument.ParseAsync(answer, cancellationToken: cancellationToken);
            return read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            throw new TableException(response.StatusCode, "UnreadableAnswer", "it is none of DynamoDB's.");
        }
    }

    private static async Task<TableException> ReadErrorAsync(
        HttpResponseMessage response,
        Stream answer,
        CancellationToken cancellationToken
    )
    {
        byte[] body = new byte[MaxErrorBytes];
        int length = await answer.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        string code = response.StatusCode.ToString();
        string message = response.ReasonPhrase ?? code;
        try
        {
            using var error = JsonDocument.Parse(body.AsMemory(0, length));

            // "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"
            code = MemberOf(error, "__type")?.Split('#')[^1] ?? code;
            message = MemberOf(error, "message") ?? MemberOf(error, "Message") ?? message;
        }
        catch (JsonException)
        {
            // A page of a proxy, or nothing.
        }

        return new(response.StatusCode, code, message);
    }

    private static string? MemberOf(JsonDocument document, string name) =>
        document.RootElement.ValueKind == JsonValueKind.Object
        && document.RootElement.TryGetProperty(name, out JsonElement member)
        && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;

    // The SDK knows the endpoints of other partitions, and those with FIPS 140 or IPv6.
    private static Uri AddressOf(AwsOptions options)
    {
        if (options.DynamoDbEndpoint is { } other)
        {
            return other;
        }

        if (!options.UseFips && !options.UseDualStack && Partitions.DomainOf(options.Region) is { } domain)
        {
            return new($"https://dynamodb.{options.Region}.{domain}/");
        }

        AmazonDynamoDBConfig config = ClientSettings.Apply(new AmazonDynamoDBConfig(), options, options.Region, null);
        using var client = new AmazonDynamoDBClient(new AnonymousAWSCredentials(), config);
        return new(client.DetermineServiceOperationEndpoint(new GetItemRequest { TableName = "headers" }).URL);
    }
}
