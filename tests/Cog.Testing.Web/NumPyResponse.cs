using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Cog.Testing.Web;

/// <summary>An array file, read back.</summary>
internal sealed partial record NumPyResponse(string Type, int[] Shape, byte[] Data)
{
    public static NumPyResponse Parse(byte[] file)
    {
        Assert.Equal([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0], file[..8]);
        int head = 10 + BitConverter.ToUInt16(file, 8);
        Match match = Header().Match(Encoding.ASCII.GetString(file, 10, head - 10));
        int[] shape =
        [
            .. match
                .Groups["shape"]
                .Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(n => int.Parse(n, CultureInfo.InvariantCulture)),
        ];
        return new(match.Groups["type"].Value, shape, file[head..]);
    }

    public ReadOnlySpan<T> As<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Data);

    [GeneratedRegex(@"'descr': '(?<type>[^']+)'.*'shape': \((?<shape>[^)]*)\)")]
    private static partial Regex Header();
}
