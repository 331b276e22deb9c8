using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Cog.Api.Uploads;
using Cog.Header;
using Cog.Hosting;
using Cog.Hosting.Lambda;
using Cog.Hosting.Settings;
using Cog.Sources;
using Cog.Testing.Aws;
using Cog.Testing.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cog.Api.Tests.Uploads;

/// <summary>
/// What may not be read now may be read later, when somebody has mended a policy: the invocation fails, so the event is not lost.
/// </summary>
public class UploadAccessTests
{
    private readonly UploadBucket _uploads = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // Codes and messages as S3 gives them: "Error responses" of the S3 API reference, and of KMS what GetObject passes on.
    [Theory]
    [InlineData(403, "AccessDenied", "User: arn:aws:sts::1:role/x is not authorized to perform: s3:GetObject", "may not read it")]
    [InlineData(403, "AccessDenied", "User: arn:aws:sts::1:role/x is not authorized to perform: kms:Decrypt on the resource", "KMS key")]
    [InlineData(403, "InvalidObjectState", "The operation is not valid for the object's storage class", "archived")]
    [InlineData(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", "credentials")]
    [InlineData(400, "ExpiredToken", "The provided token has expired.", "ExpiredToken")]
    public async Task What_may_not_be_read_fails_the_invocation_in_words_of_its_own(int status, string code, string message, string words)
    {
        byte[] body = Encoding.UTF8.GetBytes($"<Error><Code>{code}</Code><Message>{message}</Message></Error>");
        await using var stub = new AwsStub(new StubAnswer(status, "Content-Type: application/xml\r\n", body));
        CogOptions options = new()
        {
            Aws = new() { S3Endpoint = stub.Address, Credentials = new BasicAWSCredentials("key", "secret") },
        };
        await using ServiceProvider services = new ServiceCollection().AddCog(options).BuildServiceProvider();
        var log = new StringWriter();

        var error = await Assert.ThrowsAsync<UploadException>(() =>
            new UploadEvents(log).HandleAsync(services, new([UploadBucket.Created("a.tif")]), Cancellation)
        );

        JsonElement line = JsonDocument.Parse(log.ToString()).RootElement;
        JsonElement result = JsonDocument.Parse(error.Report).RootElement.GetProperty("results")[0];
        Assert.Equal(("error", "error"), (line.GetProperty("level").GetString(), result.GetProperty("status").GetString()));
        Assert.All([line.GetProperty("message").GetString(), result.GetProperty("message").GetString(), error.Message], text =>
        {
            Assert.Contains(words, text, StringComparison.Ordinal);
            Assert.Contains(message, text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_second_try_reports_on_all_again()
    {
        _uploads.Objects["a.tif"] = _uploads.Objects["b.tif"] = UploadBucket.Cog;
        _uploads.Failures["b.tif"] = new SourceAccessDeniedException("403 AccessDenied");
        S3Record[] records = [UploadBucket.Created("a.tif", "0A"), UploadBucket.Created("b.tif", "0B")];

        await Assert.ThrowsAsync<UploadException>(() => _uploads.HandleAsync(records));
        _uploads.Failures.Clear();
        JsonElement[] results = await _uploads.HandleAsync(records);

        Assert.Equal(["valid", "valid"], results.Select(r => r.GetProperty("status").GetString()));
        Assert.All(results, r => Assert.True(r.GetProperty("report").GetProperty("COG").GetBoolean()));
    }

    [Theory]
    [InlineData("text", "not-a-tiff", 0)]
    [InlineData("cut", "invalid", 0)]
    [InlineData("cog", "valid", 1)]
    public async Task An_upload_that_replaces_a_cog_takes_its_header_out_of_the_table(string content, string status, int headers)
    {
        _uploads.Objects["a.tif"] = UploadBucket.Cog;
        await _uploads.HandleAsync(UploadBucket.Created("a.tif"));
        Assert.Single(_uploads.Headers.Items);

        _uploads.Time.Now += TimeSpan.FromMinutes(1);
        _uploads.Objects["a.tif"] = content switch
        {
            "text" => "Not a TIFF."u8.ToArray(),
            "cut" => [.. UploadBucket.Cog.Take(200)],
            _ => UploadBucket.Cog,
        };
        JsonElement result = Assert.Single(await _uploads.HandleAsync(UploadBucket.Created("a.tif")));

        Assert.Equal((status, headers), (result.GetProperty("status").GetString(), _uploads.Headers.Items.Count));
    }

    [Fact]
    public async Task Late_news_of_a_replaced_version_forgets_no_later_header()
    {
        DateTimeOffset written = _uploads.Time.Now - TimeSpan.FromMinutes(30);
        CogHeader header = await CogHeaderReader.ReadAsync(
            new MemoryRangeSource(UploadBucket.Cog, etag: "\"2\""),
            CogReaderOptions.Default,
            Cancellation
        );
        _uploads.Headers.Items[new(new("s3://bucket/a.tif"), false)] = new(header, written.AddMinutes(1));
        _uploads.Objects["a.tif"] = "Not a TIFF."u8.ToArray();

        await _uploads.HandleAsync(UploadBucket.Created("a.tif", version: "v1") with { EventTime = written });
        Assert.Single(_uploads.Headers.Items);

        await _uploads.HandleAsync(UploadBucket.Created("a.tif", version: "v3") with { EventTime = written.AddMinutes(2) });
        Assert.Empty(_uploads.Headers.Items);
    }

    [Fact]
    public async Task Overviews_that_come_or_go_make_their_owners_header_outdated()
    {
        _uploads.Objects["a.tif"] = UploadBucket.Cog;
        await _uploads.HandleAsync(UploadBucket.Created("a.tif"));

        await _uploads.HandleAsync(UploadBucket.Removed("b.tif.ovr"));
        Assert.Single(_uploads.Headers.Items);
        await _uploads.HandleAsync(UploadBucket.Removed("a.tif.ovr"));
        Assert.Empty(_uploads.Headers.Items);
    }

    [Fact]
    public async Task What_became_of_the_header_has_a_word()
    {
        CogHeader header = await CogHeaderReader.ReadAsync(
            new MemoryRangeSource(UploadBucket.Cog, etag: "\"new\""),
            CogReaderOptions.Default,
            Cancellation
        );
        _uploads.Headers.Items[new(new("s3://bucket/newer.tif"), false)] = new(header, _uploads.Time.Now.AddMinutes(1));
        foreach (string key in (string[])["a.tif", "newer.tif", "timeless.tif", "no\uD800word.tif"])
        {
            _uploads.Objects[key] = UploadBucket.Cog;
        }

        JsonElement[] results = await _uploads.HandleAsync(
            UploadBucket.Created("a.tif"),
            UploadBucket.Created("newer.tif"),
            UploadBucket.Created("timeless.tif", version: "v1"),
            UploadBucket.Created("no\uD800word.tif")
        );

        Assert.Equal(["stored", "kept-newer", "unknown-time", "no-address"], results.Select(r => r.GetProperty("prewarmed").GetString()));
    }
}
