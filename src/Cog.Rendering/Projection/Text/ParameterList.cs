namespace Cog.Rendering.Projection.Text;

/// <summary>
/// Parameters as a file or a person gives them, under one name each whatever the method: <see cref="CrsDefinition"/> reads them by what
/// they are.
/// </summary>
internal sealed class ParameterList
{
    private const double RightAngle = Math.PI / 2;

    private readonly Dictionary<ParameterCode, double> _values = [];

    /// <summary>Notes a parameter, unless it is null or was noted before.</summary>
    public ParameterList Add(ParameterCode code, double? value)
    {
        if (value is { } number)
        {
            _values.TryAdd(code, number);
        }

        return this;
    }

    public double? this[ParameterCode code] => _values.TryGetValue(code, out double value) ? value : null;

    /// <summary>Completes a definition, with the variant of the method that these parameters mean.</summary>
    /// <exception cref="UnsupportedCrsException">A parameter is infinite or no number.</exception>
    public CrsDefinition ToDefinition(ProjectionMethod method, CrsDefinition geographic, double metersPerUnit)
    {
        foreach ((ParameterCode code, double value) in _values)
        {
            if (!double.IsFinite(value))
            {
                throw new UnsupportedCrsException($"The CRS's {code} is {value}, where a finite number is needed.");
            }
        }

        double latitude = this[ParameterCode.LatitudeOfNaturalOrigin] ?? 0;
        switch (method)
        {
            // One name for two: the scale at the pole, or a parallel that is true to scale.
            case ProjectionMethod.PolarStereographicVariantA when Math.Abs(latitude) < RightAngle - 1e-10:
                method = ProjectionMethod.PolarStereographicVariantB;
                Add(ParameterCode.LatitudeOfStandardParallel, latitude);
                break;
            case ProjectionMethod.MercatorVariantA when this[ParameterCode.LatitudeOfFirstStandardParallel] is not null:
                method = ProjectionMethod.MercatorVariantB;
                break;
            case ProjectionMethod.Bonne or ProjectionMethod.CylindricalEqualArea:
                Add(ParameterCode.LatitudeOfNaturalOrigin, this[ParameterCode.LatitudeOfFirstStandardParallel]);
                break;
            default:
                break;
        }

        return geographic with
        {
            EpsgCode = null,
            MethodCode = method,
            Parameters = _values,
            UnitSize = metersPerUnit,
            Axes = method is ProjectionMethod.TransverseMercatorSouthOrientated or ProjectionMethod.BonneSouthOrientated
                ? AxisDirections.South | AxisDirections.West
                : AxisDirections.None,
        };
    }
}
