using Cog.Geo;

namespace Cog.Rendering.Projection;

/// <summary>Gathers the places of one file.</summary>
internal sealed class ExtentSearch(CogHeader header, Crs own, CrsTransform transform)
{
    /// <summary>Places along each side of the lattice of pixels' middles; and along the image's edge.</summary>
    private const int Lattice = 65,
        EdgeSteps = 513;

    /// <summary>Columns and rows up to which every pixel is looked at.</summary>
    private const int MostPixels = 128;

    /// <summary>Places along each side by which a file is found to be an easy one.</summary>
    private const int FewPlaces = 9;

    /// <summary>Degrees that are added where the domain ends: along the limb, coordinates run away between two places.</summary>
    private const double Limb = 1.5;

    private const double Written = 1e-5; // Degrees: the last decimal that places are written with.

    /// <summary>Degrees of latitude by which corners may reach farther than the middles of pixels.</summary>
    private const double Corner = 2;

    /// <summary>Of a pixel, and of a metre: places that come back to where they were, but for rounding.</summary>
    private const double SamePlace = 0.01;

    private readonly CrsTransform _back = transform.Inverse();
    private readonly WorldAxis? _axis = transform.Target.WorldAxis;
    private readonly List<(double Start, double End)> _arcs = [];
    private readonly double _pixel = Math.Max(
        Math.Abs(header.GeoTransform.A) + Math.Abs(header.GeoTransform.B),
        Math.Abs(header.GeoTransform.D) + Math.Abs(header.GeoTransform.E)
    );

    private readonly double _rounding =
        SamePlace
        * (
            (1 / own.MetersPerUnit)
            + Math.Max(
                Math.Abs(header.GeoTransform.A) + Math.Abs(header.GeoTransform.B),
                Math.Abs(header.GeoTransform.D) + Math.Abs(header.GeoTransform.E)
            )
        );

    private double _minX = double.PositiveInfinity;
    private double _maxX = double.NegativeInfinity;
    private double _minY = double.PositiveInfinity;
    private double _maxY = double.NegativeInfinity;

    /// <summary>True when all of the file has a place, and none lies outside a box.</summary>
    public bool IsWithin(BoundingBox box)
    {
        for (int i = 0; i < FewPlaces * FewPlaces; i++)
        {
            if (
                At((double)(i % FewPlaces) / (FewPlaces - 1), (double)(i / FewPlaces) / (FewPlaces - 1)) is not { } place
                || !Holds(box, place)
            )
            {
                return false;
            }
        }

        (bool north, bool south) = transform.Target.IsGeographic ? FileExtent.PolesInside(header, own) : default;
        if (!north && !south)
        {
            return true;
        }

        // The corners of a hemisphere may reach far into the other one, where its pixels do not.
        return (box.MaxY >= 90 || !north)
            && (box.MinY <= -90 || !south)
            && Box() is { } centres
            && box.MinY >= centres.MinY - Corner
            && box.MaxY <= centres.MaxY + Corner;
    }

    /// <summary>The box; null when there is no place.</summary>
    public BoundingBox? Box()
    {
        // Of a small file every pixel.
        (int width, int height) = (header.Image.Width, header.Image.Height);
        bool isSmall = Math.Max(width, height) <= MostPixels;
        (int columns, int rows) = isSmall ? (width, height) : (Lattice, Lattice);
        AddLines(rows, columns, isSmall, (along, across) => (along, across));
        AddLines(columns, rows, isSmall, (along, across) => (across, along));

        if (!isSmall)
        {
            AddWorld();
        }

        if (_minY > _maxY)
        {
            return null;
        }

        (bool north, bool south) = FileExtent.PolesInside(header, own);
        if (transform.Target.IsGeographic)
        {
            // Past the last decimal that anybody writes.
            (_minY, _maxY) = (south ? -90 : Math.Max(_minY - Written, -90), north ? 90 : Math.Min(_maxY + Written, 90));
        }

        if (_axis is not { } axis)
        {
            return new(_minX, _minY, _maxX, _maxY);
        }

        (double west, double east) = north || south ? (axis.First, axis.Last) : Joined(axis);
        return axis.Wrap(new(west, _minY, east, _maxY)) is var rolled && rolled.MinX > rolled.MaxX && !transform.Target.IsGeographic
            ? rolled with
            {
                MinX = axis.First,
                MaxX = axis.Last,
            }
            : rolled;
    }

    private static bool Holds(BoundingBox box, (double X, double Y) place)
    {
        (double slackX, double slackY) = (1e-9 + (0.001 * Math.Abs(box.Width)), 1e-9 + (0.001 * box.Height));
        bool isAcross = box.MinX > box.MaxX;
        return place.Y >= box.MinY - slackY
            && place.Y <= box.MaxY + slackY
            && (
                isAcross ? place.X >= box.MinX - 1 || place.X <= box.MaxX + 1 : place.X >= box.MinX - slackX && place.X <= box.MaxX + slackX
            );
    }

    /// <summary>A place by its share of the way from the first pixel's middle to the last's; null when it has none.</summary>
    private (double X, double Y)? At(double column, double row)
    {
        (double x, double y) = header.GeoTransform.Apply(
            0.5 + (column * (header.Image.Width - 1)),
            0.5 + (row * (header.Image.Height - 1))
        );
        (double toX, double toY) = transform.Transform(x, y);
        (double backX, double backY) = _back.Transform(toX, toY);

        // Some formulas go on beyond the end of the map, and name a place that is elsewhere.
        return Math.Abs(backX - x) + Math.Abs(backY - y) <= _rounding ? (toX, toY) : null;
    }

    private void AddLines(int count, int places, bool isComplete, Func<double, double, (double Column, double Row)> at)
    {
        for (int i = 0; i < count; i++)
        {
            double across = (double)i / Math.Max(1, count - 1);
            bool isEdge = i == 0 || i == count - 1;
            AddLine(isEdge && !isComplete ? EdgeSteps : places, isComplete, along => at(along, across));
        }
    }

    private void AddLine(int count, bool isComplete, Func<double, (double Column, double Row)> line)
    {
        (double X, double Y)? last = null;
        for (int i = 0; i < count; i++)
        {
            (double column, double row) = line((double)i / Math.Max(1, count - 1));
            (double X, double Y)? place = At(column, row);
            if (place is { } found)
            {
                Add(found, last ?? found, 0);
            }

            if (!isComplete && i > 0 && place is null != last is null)
            {
                AddEnd(
                    place is null ? last!.Value : place.Value,
                    (place is null ? i - 1.0 : i) / (count - 1),
                    (place is null ? i : i - 1.0) / (count - 1),
                    line
                );
            }

            last = place;
        }
    }

    /// <summary>The last place before the domain ends, between one that has coordinates and one that has none.</summary>
    private void AddEnd((double X, double Y) known, double inside, double outside, Func<double, (double Column, double Row)> line)
    {
        (double X, double Y) end = known;
        for (int i = 0; i < 24; i++)
        {
            double middle = (inside + outside) / 2;
            (double column, double row) = line(middle);
            if (At(column, row) is { } place)
            {
                (inside, end) = (middle, place);
            }
            else
            {
                outside = middle;
            }
        }

        Add(end, known, transform.Target.IsGeographic ? Limb : 0);
    }

    /// <summary>
    /// What a coarse lattice of the earth shows in the file: small islands of a domain fall through the other's meshes.
    /// </summary>
    private void AddWorld()
    {
        CrsTransform toFile = CrsTransform.Create(Crs.Wgs84, own),
            toTarget = CrsTransform.Create(Crs.Wgs84, transform.Target);
        BoundingBox image = header.Bounds;
        for (int latitude = -90; latitude <= 90; latitude += 5)
        {
            for (int longitude = -180; longitude < 180; longitude += 10)
            {
                (double x, double y) = toFile.Transform(longitude, latitude);
                if (!(x >= image.MinX + _pixel && x <= image.MaxX - _pixel && y >= image.MinY + _pixel && y <= image.MaxY - _pixel))
                {
                    continue;
                }

                (double toX, double toY) = toTarget.Transform(longitude, latitude);
                if (double.IsFinite(toX) && double.IsFinite(toY))
                {
                    Add((toX, toY), (toX, toY), 0);
                }
            }
        }
    }

    private void Add((double X, double Y) place, (double X, double Y) from, double around)
    {
        (_minY, _maxY) = (Math.Min(_minY, place.Y - around), Math.Max(_maxY, place.Y + around));
        (_minX, _maxX) = (Math.Min(_minX, place.X), Math.Max(_maxX, place.X));
        if (_axis is { } axis)
        {
            double near = axis.Near(from.X, place.X);
            _arcs.Add((Math.Min(near, place.X) - around, Math.Max(near, place.X) + around));
        }
    }

    /// <summary>What all arcs cover, from the end of the widest gap on; a whole turn without a gap.</summary>
    private (double West, double East) Joined(WorldAxis axis)
    {
        List<(double Start, double End)> arcs =
        [
            .. _arcs.Select(arc =>
                axis.First + Turned(arc.Start - axis.First, axis.Circumference) is var start
                    ? (start, start + arc.End - arc.Start)
                    : default
            ),
        ];
        arcs.Sort();
        // What comes round from the axis's other end.
        (double end, double widest, double west) = (arcs.Max(arc => arc.End) - axis.Circumference, 0, 0);
        end = Math.Max(end, arcs[0].End);
        foreach ((double start, double last) in arcs)
        {
            (widest, west) = start - end > widest ? (start - end, start) : (widest, west);
            end = Math.Max(end, last);
        }

        double closing = arcs[0].Start + axis.Circumference - end;
        (widest, west) = closing > widest ? (closing, arcs[0].Start) : (widest, west);
        double more = transform.Target.IsGeographic ? Written : 0;
        return widest > 2 * more ? (west - more, west + axis.Circumference - widest + more) : (axis.First, axis.Last);
    }

    private static double Turned(double x, double turn) => x - (turn * Math.Floor(x / turn));
}
