using Amazon.Runtime;

namespace Cog.Aws;

/// <summary>Sends the path that was signed for a key that begins with a slash.</summary>
/// <remarks>
/// The SDK signs <c>/bucket//key</c> for the key <c>/key</c>, and sends <c>/bucket/key</c>: another object, or a wrong signature. The slash
/// is put back.
/// </remarks>
internal sealed class LeadingSlashes : HttpClientFactory
{
    private static readonly AsyncLocal<string?> s_path = new();

    public static bool Has(string key) => key.StartsWith('/');

    /// <summary>Notes the key that the caller's next requests are for; of no effect behind the caller.</summary>
    // As the SDK escapes.
    public static void Expect(string key) => s_path.Value = Has(key) ? string.Join('/', key.Split('/').Select(Uri.EscapeDataString)) : null;

    /// <inheritdoc/>
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
        new(new Handler(ClientSettings.CreateHandler())) { Timeout = Timeout.InfiniteTimeSpan };

    /// <inheritdoc/>
    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    /// <inheritdoc/>
    public override string GetConfigUniqueString(IClientConfig clientConfig) => nameof(LeadingSlashes);

    private sealed class Handler(HttpMessageHandler connections) : DelegatingHandler(connections)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (s_path.Value is { } key && request.RequestUri is { } uri && uri.AbsolutePath.EndsWith(key, StringComparison.Ordinal))
            {
                request.RequestUri = new(
                    $"{uri.GetLeftPart(UriPartial.Authority)}{uri.AbsolutePath[..^key.Length]}/{key}{uri.Query}",
                    new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
                );
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
