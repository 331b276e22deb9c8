using Cog.Testing;
using Cog.Testing.Aws;
using Cog.Testing.Web.Aws;

namespace Cog.Aws.Tests;

/// <summary>The program <c>doc/samples/ReadS3.cs</c>, against an S3 that asks who pays.</summary>
public class S3SampleTests(AwsServices services)
{
    [Fact]
    public async Task The_sample_reads_a_requester_pays_bucket_of_another_account()
    {
        RadosGateway gateway = await services.S3Async();
        using S3Bucket bucket = await S3Bucket.CreateAsync(gateway);
        await bucket.PutAsync("plain.tif", File.ReadAllBytes(TestData.PathOf("reading/plain-u8.tif")));
        await bucket.AllowReadingAsync();
        await bucket.MakeRequesterPayAsync();
        await using var proxy = new CountingProxy(gateway.Endpoint);
        string folder = Directory.CreateTempSubdirectory("cog-sample-").FullName;
        try
        {
            // Built in a folder of its own: another test builds the samples in theirs, perhaps at the same time.
            string output = await Shell.RunAsync(
                "dotnet",
                $"run --project doc/samples -c Release -v q --artifacts-path {folder} -- s3 {bucket.UriOf("plain.tif")}",
                ("AWS_ENDPOINT_URL_S3", proxy.Address.AbsoluteUri),
                ("AWS_ACCESS_KEY_ID", RadosGateway.Stranger.Key),
                ("AWS_SECRET_ACCESS_KEY", RadosGateway.Stranger.Secret)
            );

            Assert.Equal("100 × 80, 4096 of 4096 pixels are valid", output.Trim());
            Assert.NotEmpty(proxy.Exchanges);
            Assert.All(proxy.Exchanges, e => Assert.Equal("requester", e.Request.Header("x-amz-request-payer")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
