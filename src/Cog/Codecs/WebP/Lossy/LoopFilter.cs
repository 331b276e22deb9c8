using System.Runtime.Intrinsics;

namespace Cog.Codecs.WebP.Lossy;

/// <summary>The loop filters of VP8 (RFC 6386 section 15): 16 places along an edge at once, four pixels on each side of it.</summary>
/// <remarks>Unsafe: edges lie inside a <see cref="Plane"/>, of which the frame's macroblocks are whole.</remarks>
internal static unsafe class LoopFilter
{
    /// <summary>Filters one macroblock of luma by the simple filter.</summary>
    /// <param name="strength">Its own.</param>
    /// <param name="pixels">Its first pixel.</param>
    /// <param name="stride">From one row to the next.</param>
    /// <param name="edges">Which edges: of the macroblock to the left and above, and those inside.</param>
    public static void Simple(FilterStrength strength, byte* pixels, int stride, FilterEdges edges)
    {
        Vector128<byte> outer = Vector128.Create((byte)(strength.Limit + 4)),
            inner = Vector128.Create((byte)strength.Limit);
        if (edges.Left)
        {
            SimpleAcross(pixels, stride, outer);
        }

        for (int x = 4; edges.Inside && x < 16; x += 4)
        {
            SimpleAcross(pixels + x, stride, inner);
        }

        if (edges.Above)
        {
            SimpleDown(pixels, stride, outer);
        }

        for (int y = 4; edges.Inside && y < 16; y += 4)
        {
            SimpleDown(pixels + (y * stride), stride, inner);
        }
    }

    /// <summary>Filters one macroblock of luma.</summary>
    public static void Luma(FilterStrength strength, byte* pixels, int stride, FilterEdges edges)
    {
        var outer = new FilterThresholds(strength, 4);
        var inner = new FilterThresholds(strength, 0);
        byte* lower = pixels + (8 * stride);
        if (edges.Left)
        {
            Across(pixels, lower, stride, outer, isMacroblockEdge: true);
        }

        for (int x = 4; edges.Inside && x < 16; x += 4)
        {
            Across(pixels + x, lower + x, stride, inner, isMacroblockEdge: false);
        }

        if (edges.Above)
        {
            Down(pixels, pixels + 8, stride, outer, isMacroblockEdge: true);
        }

        for (int y = 4; edges.Inside && y < 16; y += 4)
        {
            byte* row = pixels + (y * stride);
            Down(row, row + 8, stride, inner, isMacroblockEdge: false);
        }
    }

    /// <summary>Filters one macroblock of both kinds of chroma.</summary>
    public static void Chroma(FilterStrength strength, (nint U, nint V) pixels, int stride, FilterEdges edges)
    {
        var outer = new FilterThresholds(strength, 4);
        var inner = new FilterThresholds(strength, 0);
        byte* u = (byte*)pixels.U;
        byte* v = (byte*)pixels.V;
        if (edges.Left)
        {
            Across(u, v, stride, outer, isMacroblockEdge: true);
        }

        if (edges.Inside)
        {
            Across(u + 4, v + 4, stride, inner, isMacroblockEdge: false);
        }

        if (edges.Above)
        {
            Down(u, v, stride, outer, isMacroblockEdge: true);
        }

        if (edges.Inside)
        {
            Down(u + (4 * stride), v + (4 * stride), stride, inner, isMacroblockEdge: false);
        }
    }

    // Two runs of eight places: the halves of luma's 16, or U and V.
    private static void Down(byte* first, byte* second, int stride, in FilterThresholds thresholds, bool isMacroblockEdge)
    {
        var pixels = new EdgePixels
        {
            P3 = EdgePixels.LoadHalves(first, second, -4 * stride),
            P2 = EdgePixels.LoadHalves(first, second, -3 * stride),
            P1 = EdgePixels.LoadHalves(first, second, -2 * stride),
            P0 = EdgePixels.LoadHalves(first, second, -stride),
            Q0 = EdgePixels.LoadHalves(first, second, 0),
            Q1 = EdgePixels.LoadHalves(first, second, stride),
            Q2 = EdgePixels.LoadHalves(first, second, 2 * stride),
            Q3 = EdgePixels.LoadHalves(first, second, 3 * stride),
        };
        if (isMacroblockEdge)
        {
            EdgeFilter.MacroblockEdge(ref pixels, thresholds);
            EdgePixels.StoreHalves(pixels.P2, first, second, -3 * stride);
            EdgePixels.StoreHalves(pixels.Q2, first, second, 2 * stride);
        }
        else
        {
            EdgeFilter.SubblockEdge(ref pixels, thresholds);
        }

        EdgePixels.StoreHalves(pixels.P1, first, second, -2 * stride);
        EdgePixels.StoreHalves(pixels.P0, first, second, -stride);
        EdgePixels.StoreHalves(pixels.Q0, first, second, 0);
        EdgePixels.StoreHalves(pixels.Q1, first, second, stride);
    }

    private static void Across(byte* first, byte* second, int stride, in FilterThresholds thresholds, bool isMacroblockEdge)
    {
        EdgePixels pixels = EdgePixels.LoadColumns(first - 4, second - 4, stride);
        if (isMacroblockEdge)
        {
            EdgeFilter.MacroblockEdge(ref pixels, thresholds);
            pixels.StoreColumns(first - 4, second - 4, stride);
        }
        else
        {
            EdgeFilter.SubblockEdge(ref pixels, thresholds);
            pixels.StoreFourColumns(first - 2, second - 2, stride);
        }
    }

    private static void SimpleDown(byte* pixels, int stride, Vector128<byte> limit)
    {
        var edge = new EdgePixels
        {
            P1 = Vector128.Load(pixels - (2 * stride)),
            P0 = Vector128.Load(pixels - stride),
            Q0 = Vector128.Load(pixels),
            Q1 = Vector128.Load(pixels + stride),
        };
        EdgeFilter.Simple(ref edge, limit);
        edge.P0.Store(pixels - stride);
        edge.Q0.Store(pixels);
    }

    private static void SimpleAcross(byte* pixels, int stride, Vector128<byte> limit)
    {
        byte* lower = pixels + (8 * stride);
        EdgePixels edge = EdgePixels.LoadColumns(pixels - 4, lower - 4, stride);
        EdgeFilter.Simple(ref edge, limit);
        edge.StoreFourColumns(pixels - 2, lower - 2, stride);
    }
}

/// <summary>Which edges of a macroblock are filtered.</summary>
/// <param name="Left">Its own to the left.</param>
/// <param name="Above">Its own above.</param>
/// <param name="Inside">Those between its subblocks.</param>
internal readonly record struct FilterEdges(bool Left, bool Above, bool Inside);
