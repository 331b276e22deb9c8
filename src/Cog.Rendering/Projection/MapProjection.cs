using ProjNet.CoordinateSystems.Transformations;

namespace Cog.Rendering.Projection;

/// <summary>One projection method: longitude and latitude in degrees to easting and northing in metres, and back. Immutable.</summary>
/// <remarks>
/// Derives from ProjNET's public transform so that it composes with ProjNET's own; ProjNET's registry of projections is not used, it works
/// by reflection.
/// </remarks>
internal abstract class MapProjection : MathTransform
{
    internal const double Degree = AngleUnits.Degree;

    /// <inheritdoc/>
    public sealed override int DimSource => 2;

    /// <inheritdoc/>
    public sealed override int DimTarget => 2;

    /// <inheritdoc/>
    public sealed override string WKT => throw new NotSupportedException($"{GetType().Name} is not written as WKT.");

    /// <inheritdoc/>
    public sealed override string XML => throw new NotSupportedException($"{GetType().Name} is not written as XML.");

    /// <summary>Longitude and latitude in radians to metres. Outside the domain: NaN, NaN.</summary>
    public abstract (double X, double Y) Project(double longitude, double latitude);

    /// <summary>
    /// Metres to longitude and latitude in radians; the longitude as it comes, not yet brought into ±π. Outside the domain: NaN, NaN.
    /// </summary>
    public abstract (double Longitude, double Latitude) Unproject(double x, double y);

    /// <inheritdoc/>
    public sealed override void Transform(ref double x, ref double y, ref double z)
    {
        // A pole that was computed may lie a rounding error too far.
        (x, y) = Math.Abs(y) <= 90 + 1e-10 ? Project(x * Degree, Math.Clamp(y, -90, 90) * Degree) : (double.NaN, double.NaN);
    }

    /// <inheritdoc/>
    public sealed override MathTransform Inverse() => new Inverted(this);

    /// <inheritdoc/>
    public sealed override void Invert() => throw new NotSupportedException("Kernels are immutable: use Inverse().");

    /// <summary>An angle in radians brought into ±π; what lies there already is not touched.</summary>
    internal static double Wrap(double angle)
    {
        if (Math.Abs(angle) <= Math.PI)
        {
            return angle;
        }

        angle += Math.PI;
        return angle - (Math.Tau * Math.Floor(angle / Math.Tau)) - Math.PI;
    }

    private sealed class Inverted(MapProjection kernel) : MathTransform
    {
        public override int DimSource => 2;

        public override int DimTarget => 2;

        public override string WKT => kernel.WKT;

        public override string XML => kernel.XML;

        public override void Transform(ref double x, ref double y, ref double z)
        {
            (double longitude, double latitude) = kernel.Unproject(x, y);
            (x, y) = (Wrap(longitude) / Degree, latitude / Degree);
        }

        public override MathTransform Inverse() => kernel;

        public override void Invert() => kernel.Invert();
    }
}
