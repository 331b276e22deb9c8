using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Cog.Rendering.Tests.Warping;

/// <summary>Arrays of a NumPy archive, little endian, C order, as doubles: for comparison.</summary>
internal static partial class Npz
{
    public static Dictionary<string, (int[] Shape, double[] Values)> Read(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        return archive.Entries.ToDictionary(entry => Path.GetFileNameWithoutExtension(entry.Name), Parse);
    }

    private static (int[] Shape, double[] Values) Parse(ZipArchiveEntry entry)
    {
        using var buffer = new MemoryStream();
        using (Stream stream = entry.Open())
        {
            stream.CopyTo(buffer);
        }

        // NumPy format 1.0: magic, version, header length, a Python literal, the array.
        byte[] bytes = buffer.ToArray();
        int headerLength = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        string header = System.Text.Encoding.ASCII.GetString(bytes, 10, headerLength);
        ReadOnlySpan<byte> data = bytes.AsSpan(10 + headerLength);
        int[] shape =
        [
            .. ShapePattern()
                .Match(header)
                .Groups[1]
                .Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(n => int.Parse(n, CultureInfo.InvariantCulture)),
        ];
        return (
            shape,
            TypePattern().Match(header).Groups[1].Value switch
            {
                "|u1" => [.. data.ToArray().Select(v => (double)v)],
                "<u2" => [.. MemoryMarshal.Cast<byte, ushort>(data).ToArray().Select(v => (double)v)],
                "<i2" => [.. MemoryMarshal.Cast<byte, short>(data).ToArray().Select(v => (double)v)],
                "<f4" => [.. MemoryMarshal.Cast<byte, float>(data).ToArray().Select(v => (double)v)],
                "<f8" => MemoryMarshal.Cast<byte, double>(data).ToArray(),
                string other => throw new NotSupportedException(other),
            }
        );
    }

    [GeneratedRegex(@"'shape': \(([^)]*)\)")]
    private static partial Regex ShapePattern();

    [GeneratedRegex(@"'descr': '([^']*)'")]
    private static partial Regex TypePattern();
}
