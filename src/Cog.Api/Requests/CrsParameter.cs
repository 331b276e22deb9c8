namespace Cog.Api.Requests;

/// <summary>A parameter that names a CRS: <c>coord_crs</c>, <c>dst_crs</c>, <c>crs</c>, <c>bbox-crs</c>.</summary>
internal static class CrsParameter
{
    /// <summary>A code, an OGC URI or URN, a PROJ string or well-known text.</summary>
    public static Crs Parse(RequestQuery query, string name, Crs absent) =>
        query.Text(name) is { } text ? query.Read(name, () => Crs.Parse(text), absent) : absent;

    /// <summary>The same, or <c>native</c> for the file's own CRS, which is null here and need not be a supported one.</summary>
    public static Crs? ParseOrNative(RequestQuery query, string name, Crs? absent) =>
        query.Text(name) is { } text
            ? query.Read(name, () => text.Equals("native", StringComparison.OrdinalIgnoreCase) ? null : Crs.Parse(text), absent)
            : absent;
}
