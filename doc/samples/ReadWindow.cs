using Cog;

namespace Samples;

internal static class ReadWindow
{
    public static async Task RunAsync(string pathOrAddress)
    {
        await using CogReader reader = await CogReader.OpenAsync(pathOrAddress);
        ImageLevel full = reader.Header.Levels[0];
        using Raster raster = await reader.ReadWindowAsync(full, new(0, 0, Math.Min(64, full.Width), Math.Min(64, full.Height)));
        float[] values = raster.ToArray<float>(0, masked: float.NaN); // Any sample type, rows × columns.
        float[] valid = [.. values.Where(v => !float.IsNaN(v))];
        Console.WriteLine($"{raster.Width} × {raster.Height} {raster.SampleType}: {valid.Length} valid");
        Console.WriteLine(FormattableString.Invariant($"{valid.DefaultIfEmpty().Min()} … {valid.DefaultIfEmpty().Max()}"));
    }
}
