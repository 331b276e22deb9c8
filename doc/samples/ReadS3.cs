using Cog;
using Cog.Aws;

namespace Samples;

internal static class ReadS3
{
    public static async Task RunAsync(string address)
    {
        // Region, credentials and endpoint come from the variables that the AWS SDKs read.
        AwsOptions options = AwsSettings.Parse(Environment.GetEnvironmentVariable) with { RequesterPays = true };
        using var clients = new S3Clients(options);
        await using CogReader reader = await CogReader.OpenAsync(clients.Open(S3Address.Parse(new(address))));
        using Raster? overview = await reader.ReadAsync(reader.Header.Bounds, new(64, 64));
        int valid = overview!.Mask.ToArray().Count(mask => mask != 0);
        Console.WriteLine($"{reader.Profile.Width} × {reader.Profile.Height}, {valid} of {overview.PixelCount} pixels are valid");
    }
}
