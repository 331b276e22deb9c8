using Cog;

namespace Samples;

internal static class ListTags
{
    public static async Task RunAsync(string pathOrAddress)
    {
        await using CogReader reader = await CogReader.OpenAsync(pathOrAddress);
        foreach (Ifd ifd in reader.Header.Ifds)
        {
            Console.WriteLine($"Directory {ifd.Index} at {ifd.Offset}, {ifd.SubfileType}");
            foreach (Tag tag in ifd.Tags.Values)
            {
                Console.WriteLine($"  {tag}");
            }
        }

        Console.WriteLine(reader.Header.GeoKeys);
    }
}
