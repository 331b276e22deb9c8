using Amazon.Runtime;

namespace Cog.Aws.Tests;

/// <summary>
/// The examples of Amazon's S3 API Reference, "Signature calculations for the Authorization header", whose requests have no header but
/// those that are signed here.
/// </summary>
public class SignatureV4Tests
{
    private static readonly DateTimeOffset s_time = new(2013, 5, 24, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("?lifecycle=", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")]
    [InlineData("?max-keys=2&prefix=J", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")]
    public void Signs_Amazon_s_examples(string query, string expected)
    {
        using HttpRequestMessage request = Sign(query, new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", null));

        Assert.Equal(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
                + $"SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature={expected}",
            Assert.Single(request.Headers.NonValidated["Authorization"])
        );
        Assert.Equal("20130524T000000Z", Assert.Single(request.Headers.NonValidated["x-amz-date"]));
    }

    [Fact]
    public void Signs_a_session_s_token_as_well()
    {
        using HttpRequestMessage request = Sign("", new("KEY", "SECRET", "TOKEN"));

        Assert.Equal("TOKEN", Assert.Single(request.Headers.NonValidated["x-amz-security-token"]));
        Assert.Contains(
            "SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token,",
            Assert.Single(request.Headers.NonValidated["Authorization"]),
            StringComparison.Ordinal
        );
    }

    private static HttpRequestMessage Sign(string query, ImmutableCredentials credentials)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"https://examplebucket.s3.amazonaws.com/{query}");
        request.Headers.TryAddWithoutValidation("x-amz-content-sha256", SignatureV4.EmptyBody);
        new SignatureV4("s3").Sign(request, SignatureV4.EmptyBody, "us-east-1", credentials, s_time);
        return request;
    }
}
