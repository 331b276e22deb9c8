using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Cog.Hosting.Telemetry;

/// <summary>
/// Which instructions this program was compiled for, and which the processor has: the first thing to look at when tiles are slow.
/// </summary>
internal static class InstructionSets
{
    /// <summary>The compiler's name for them, e.g. <c>x86-64-v3</c>; the architecture where the build names none.</summary>
    public static string BuiltFor =>
        AppContext.GetData("Cog.InstructionSet") as string ?? RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    /// <summary>Those of the processor that code here makes use of, as far as this build may use them.</summary>
    public static string Found =>
        string.Join(
            ' ',
            new (string Name, bool IsThere)[]
            {
                ("sse4.2", Sse42.IsSupported),
                ("avx2", Avx2.IsSupported),
                ("bmi2", Bmi2.IsSupported),
                ("fma", Fma.IsSupported),
                ("avx512f", Avx512F.IsSupported),
                ("neon", AdvSimd.IsSupported),
                ("crc32", Crc32.IsSupported),
                ("dotprod", Dp.IsSupported),
            }
                .Where(set => set.IsThere)
                .Select(set => set.Name)
        );
}
