namespace Cog.Rendering.Styling.Colors;

/// <summary>sRGB's transfer function (IEC 61966-2-1), between values as stored and linear light, both from 0 to 1.</summary>
internal static class SrgbCurve
{
    private const int Buckets = 4096;

    private static readonly double[] s_linear = [.. Enumerable.Range(0, 256).Select(value => ToLinear(value / 255.0))];

    // The largest byte whose light is not above the bucket's: from there, few steps lead to any value in it.
    private static readonly byte[] s_first = FirstOfBuckets();

    /// <summary>The light of a byte.</summary>
    public static double ToLinear(byte value) => s_linear[value];

    /// <summary>The light of a value.</summary>
    public static double ToLinear(double value) => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);

    /// <summary>The byte of a light, the fraction cut off; what is outside of 0 to 1 is clipped.</summary>
    public static byte ToByte(double light)
    {
        if (!(light > 0))
        {
            return 0;
        }

        if (light >= 1)
        {
            return 255;
        }

        int value = s_first[(int)(light * Buckets)];
        while (light >= s_linear[value + 1])
        {
            value++; // It ends: the light of 255 is 1.
        }

        return (byte)value;
    }

    private static byte[] FirstOfBuckets()
    {
        byte[] first = new byte[Buckets];
        int value = 0;
        for (int bucket = 0; bucket < Buckets; bucket++)
        {
            while (value < 254 && s_linear[value + 1] <= bucket / (double)Buckets)
            {
                value++;
            }

            first[bucket] = (byte)value;
        }

        return first;
    }
}
