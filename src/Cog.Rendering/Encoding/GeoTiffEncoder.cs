using Cog.Reading;

namespace Cog.Rendering.Encoding;

/// <summary>stub</summary>
public sealed class GeoTiffEncoder : IImageEncoder
{
    /// <inheritdoc/>
    public byte[] Encode(Raster raster, EncodeOptions options) => throw new NotImplementedException();
}
