namespace Cog.Rendering.Projection;

/// <summary>The kernels, by EPSG method code: a further projection is one file and one line here.</summary>
internal static class ProjectionMethods
{
    /// <summary>Builds a CRS's kernel; null when its method has none.</summary>
    public static ProjectionKernel? Create(CrsDefinition crs) => crs.MethodCode switch
    {
        PseudoMercator.MethodCode => new PseudoMercator(crs),
        TransverseMercator.MethodCode => new TransverseMercator(crs),
        _ => null,
    };
}
