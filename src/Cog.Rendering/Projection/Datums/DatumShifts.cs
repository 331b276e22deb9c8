using Cog.Rendering.Projection.Epsg;

namespace Cog.Rendering.Projection.Datums;

/// <summary>
/// The ways from one datum to WGS 84: one that a file gives, or those of the EPSG table, each for its own area. Grids are not among them.
/// </summary>
/// <param name="First3">Number of the first three-parameter shift in the table.</param>
/// <param name="Count3">How many there are.</param>
/// <param name="First7">Number of the first seven-parameter shift.</param>
/// <param name="Count7">How many there are.</param>
internal readonly record struct DatumShifts(int First3, int Count3, int First7, int Count7)
{
    /// <summary>The one that a file gives; null when the table is asked.</summary>
    public Helmert? Given { get; }

    public DatumShifts(Helmert given)
        : this(0, 0, 0, 0) => Given = given;

    /// <summary>The datum is WGS 84, or taken for it.</summary>
    public static DatumShifts None => default;

    public bool IsNone => Given is null && Count3 == 0 && Count7 == 0;

    /// <summary>
    /// The most accurate one whose area holds a point, of equally accurate ones that of the smallest area (PROJ's rule); null outside every
    /// area.
    /// </summary>
    /// <param name="longitude">Degrees east of Greenwich.</param>
    /// <param name="latitude">Degrees.</param>
    public Helmert? At(double longitude, double latitude) =>
        Given ?? Best(new(longitude, latitude, longitude, latitude), static (extent, at) => Contains(extent, at));

    /// <summary>The one for a data set: whose area holds all of it, else its middle, else any of it; null outside every area.</summary>
    /// <param name="area">Degrees east of Greenwich; <c>MinX &gt; MaxX</c> crosses ±180°.</param>
    public Helmert? For(BoundingBox area)
    {
        double right = area.MaxX < area.MinX ? area.MaxX + 360 : area.MaxX;
        double middleX = (area.MinX + right) / 2,
            middleY = (area.MinY + area.MaxY) / 2;
        BoundingBox middle = new(middleX > 180 ? middleX - 360 : middleX, middleY, middleX > 180 ? middleX - 360 : middleX, middleY);
        return Given
            ?? Best(area, static (extent, data) => Contains(extent, data))
            ?? Best(middle, static (extent, data) => Contains(extent, data))
            ?? Best(area, static (extent, data) => Meets(extent, data));
    }

    private Helmert? Best(BoundingBox data, Func<BoundingBox, BoundingBox, bool> isFor)
    {
        (EpsgSection Section, int Index)? best = null;
        int bestAccuracy = int.MaxValue;
        double bestSize = double.MaxValue;
        for (int i = 0; i < Count3 + Count7; i++)
        {
            (EpsgSection section, int index) =
                i < Count3 ? (EpsgSection.Helmert3, First3 + i) : (EpsgSection.Helmert7, First7 + i - Count3);
            ReadOnlySpan<byte> record = EpsgData.Record(section, index);
            int accuracy = EpsgData.UInt16(record, 2);
            if (accuracy > bestAccuracy)
            {
                continue;
            }

            BoundingBox extent = EpsgTable.ReadExtent(EpsgData.UInt16(record, 0));
            double size = Turn(extent.MaxX - extent.MinX) * extent.Height;
            if ((accuracy < bestAccuracy || size < bestSize) && isFor(extent, data))
            {
                (best, bestAccuracy, bestSize) = ((section, index), accuracy, size);
            }
        }

        return best is { } found ? Read(found.Section, EpsgData.Record(found.Section, found.Index)) : null;
    }

    private static Helmert Read(EpsgSection section, ReadOnlySpan<byte> record) =>
        section == EpsgSection.Helmert3
            ? new(EpsgData.Float(record, 4), EpsgData.Float(record, 8), EpsgData.Float(record, 12), 0, 0, 0, 0)
            : new(
                EpsgData.Float(record, 4),
                EpsgData.Float(record, 8),
                EpsgData.Float(record, 12),
                EpsgData.Float(record, 16) * AngleUnits.ArcSecond,
                EpsgData.Float(record, 20) * AngleUnits.ArcSecond,
                EpsgData.Float(record, 24) * AngleUnits.ArcSecond,
                EpsgData.Float(record, 28) * 1e-6
            );

    private static bool Contains(BoundingBox extent, BoundingBox data) =>
        data.MinY >= extent.MinY
        && data.MaxY <= extent.MaxY
        && Turn(data.MinX - extent.MinX) + Turn(data.MaxX - data.MinX, whole: data.MaxX != data.MinX) <= Turn(extent.MaxX - extent.MinX);

    private static bool Meets(BoundingBox extent, BoundingBox data) =>
        data.MinY <= extent.MaxY
        && data.MaxY >= extent.MinY
        && (
            Turn(data.MinX - extent.MinX) <= Turn(extent.MaxX - extent.MinX)
            || Turn(extent.MinX - data.MinX) <= Turn(data.MaxX - data.MinX, whole: data.MaxX != data.MinX)
        );

    /// <summary>An angle eastwards, within [0, 360); between the two ends of a width, 0 is the whole circle.</summary>
    private static double Turn(double degrees, bool whole = false)
    {
        double turned = degrees - (360 * Math.Floor(degrees / 360));
        return turned == 0 && (whole || degrees != 0) ? 360 : turned;
    }
}
