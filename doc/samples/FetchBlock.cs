using Cog;

namespace Samples;

internal static class FetchBlock
{
    public static async Task RunAsync(string pathOrAddress)
    {
        await using CogReader reader = await CogReader.OpenAsync(pathOrAddress);
        CompressedBlock? block = await reader.FetchBlockAsync(reader.Header.Image.Index, 0, 0);
        Console.WriteLine($"Fetched {block!.Bytes.Length} bytes of {block.Compression}");
        using Raster raster = await Task.Run(block.Decode); // Where and when you like.
        Console.WriteLine($"Decoded {raster.Bands} × {raster.Height} × {raster.Width} {raster.SampleType}");
    }
}
