using Cog.Rendering.Encoding;
using Cog.Rendering.Styling;

namespace Cog.Rendering;

/// <summary>How samples become a picture.</summary>
public sealed record RenderStyle
{
    public static RenderStyle Default { get; } = new();

    /// <summary>One range for all bands, or one for each; empty: as the samples are, or scaled by the file's statistics when they are not bytes.</summary>
    public IReadOnlyList<Rescale> Rescale { get; init; } = [];

    /// <summary>Null: PNG when a pixel is masked, else JPEG.</summary>
    public ImageFormat? Format { get; init; }

    /// <summary>False leaves out the alpha or mask band.</summary>
    public bool ReturnMask { get; init; } = true;
}
