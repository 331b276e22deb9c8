namespace Cog.Geo;

/// <summary>
/// An x axis that runs once round the earth, as longitude does: x and x + <paramref name="Circumference"/> are the same place.
/// </summary>
/// <param name="Middle">Half-way between the two ends, which are its antimeridian.</param>
/// <param name="Circumference">How far the ends are apart.</param>
internal readonly record struct WorldAxis(double Middle, double Circumference)
{
    /// <summary>What is off by less than this share of a turn, a tenth of a metre, is off by rounding.</summary>
    private const double Rounding = 3e-9;

    /// <summary>Boxes farther out than this many turns are taken as they are.</summary>
    private const double MostTurns = 100;

    /// <summary>Degrees east of Greenwich.</summary>
    public static WorldAxis Longitude { get; } = new(0, 360);

    /// <summary>Where it begins.</summary>
    public double First => Middle - (Circumference / 2);

    /// <summary>Where it ends.</summary>
    public double Last => Middle + (Circumference / 2);

    /// <summary>
    /// A box to be worked with: <c>MaxX</c> is a turn farther on where <c>MinX &gt; MaxX</c> says that the box crosses the antimeridian.
    /// </summary>
    public BoundingBox Unwrap(BoundingBox box) => box.MinX > box.MaxX ? box with { MaxX = box.MaxX + Circumference } : box;

    /// <summary>True for a box a turn wide, or more.</summary>
    public bool IsWhole(BoundingBox box) => box.Width >= Circumference * (1 - Rounding);

    /// <summary>
    /// A box to be told: between the ends of the axis, <c>MinX &gt; MaxX</c> when it crosses the antimeridian; all of the axis when it is a
    /// turn wide.
    /// </summary>
    public BoundingBox Wrap(BoundingBox box)
    {
        double first = First,
            last = Last,
            rounding = Rounding * Circumference;
        if (!(box.MaxX >= box.MinX) || !double.IsFinite(box.Width) || (box.MinX >= first && box.MaxX <= last))
        {
            return box;
        }

        if (IsWhole(box))
        {
            return box with { MinX = first, MaxX = last };
        }

        double turns = Circumference * Math.Floor((box.MinX - first + rounding) / Circumference);
        (double west, double east) = (Math.Max(first, box.MinX - turns), box.MaxX - turns);
        return box with
        {
            MinX = west,
            MaxX =
                east <= last ? east
                : east <= last + rounding ? last
                : east - Circumference,
        };
    }

    /// <summary>The place of <paramref name="x"/> that is at most half a turn from another.</summary>
    public double Near(double x, double other) => x - (Circumference * Math.Round((x - other) / Circumference));

    /// <summary>What to add to x for a box to share the most with an image: whole turns, none when no other place is better.</summary>
    public double ShiftOnto(BoundingBox box, BoundingBox image)
    {
        bool isInside = box.MinX >= image.MinX && box.MaxX <= image.MaxX;
        if (isInside || !(box with { MinX = image.MinX, MaxX = image.MaxX }).Overlaps(image) || Copies(box, image) is not { } copies)
        {
            return 0;
        }

        (double shift, double most) = (0, Math.Max(0, Shared(0)) + (Rounding * Circumference));
        for (double turn = copies.First; turn <= copies.Last; turn++)
        {
            double shared = Shared(-turn * Circumference);
            (shift, most) = shared > most ? (-turn * Circumference, shared + (Rounding * Circumference)) : (shift, most);
        }

        return shift;

        double Shared(double by) => Math.Min(box.MaxX + by, image.MaxX) - Math.Max(box.MinX + by, image.MinX);
    }

    /// <summary>Which columns of a picture show which part of an image that repeats with every turn.</summary>
    /// <param name="picture">The picture's box, at most a turn wide.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="image">The image's box.</param>
    /// <returns>
    /// From left to right. One for all columns where one copy of the image is all there is to see, and for a box too wide.
    /// </returns>
    public IReadOnlyList<WorldStrip> Strips(BoundingBox picture, int columns, BoundingBox image)
    {
        double shift = ShiftOnto(picture, image);
        WorldStrip whole = new(0, columns, Move(picture, shift));
        bool isInside = whole.Bounds.MinX >= image.MinX && whole.Bounds.MaxX <= image.MaxX;
        if (isInside || picture.Width > Circumference * (1 + Rounding) || Copies(picture, image) is not { } copies)
        {
            return [whole];
        }

        double step = picture.Width / columns;
        var strips = new List<WorldStrip>();
        for (double turn = copies.First; turn <= copies.Last; turn++)
        {
            // A column belongs to the copy whose middle is nearest to its own.
            double middle = ((image.MinX + image.MaxX) / 2) + (turn * Circumference);
            int start = Column(middle - (Circumference / 2)),
                end = Column(middle + (Circumference / 2));
            if (end > start && Move(image, turn * Circumference).Overlaps(picture))
            {
                strips.Add(new(start, end - start, Move(picture with { MinX = At(start), MaxX = At(end) }, -turn * Circumference)));
                shift = -turn * Circumference;
            }
        }

        return strips.Count > 1 ? strips : [whole with { Bounds = Move(picture, shift) }];

        int Column(double x) => (int)Math.Clamp(Math.Round((x - picture.MinX) / step), 0, columns);

        double At(int column) => column == columns ? picture.MaxX : picture.MinX + (column * step);
    }

    // The turns by which copies of the image can be away that share something with the box.
    private (double First, double Last)? Copies(BoundingBox box, BoundingBox image)
    {
        double middle = (image.MinX + image.MaxX) / 2;
        double first = Math.Floor((box.MinX - middle) / Circumference),
            last = Math.Ceiling((box.MaxX - middle) / Circumference);
        return Math.Abs(first) < MostTurns && Math.Abs(last) < MostTurns ? (first, last) : null;
    }

    private static BoundingBox Move(BoundingBox box, double by) => by == 0 ? box : box with { MinX = box.MinX + by, MaxX = box.MaxX + by };
}

/// <summary>Columns of a picture, and the box that they show.</summary>
/// <param name="Column">The first.</param>
/// <param name="Width">How many.</param>
/// <param name="Bounds">The box, in the image's own numbers.</param>
internal readonly record struct WorldStrip(int Column, int Width, BoundingBox Bounds);
