namespace Cog.Rendering.Projection;

/// <summary>Where definitions of EPSG codes come from.</summary>
internal interface ICrsSource
{
    /// <summary>The definition of a code; null when this source has none.</summary>
    CrsDefinition? Find(int epsgCode);

    /// <summary>For people: which codes it has.</summary>
    string Coverage { get; }
}
