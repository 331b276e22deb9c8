using Cog.Tiff.Color;

namespace Cog.Tiff;

/// <summary>What the tags of one directory say of its image, validated, with libtiff's defaults where they say nothing.</summary>
internal sealed class IfdFacts
{
    private readonly IReadOnlyDictionary<TagId, Tag> _tags;

    /// <exception cref="InvalidTiffException">A tag is missing or makes no sense.</exception>
    /// <exception cref="UnsupportedTiffException">Samples of a kind that no <see cref="SampleType"/> holds.</exception>
    public IfdFacts(IReadOnlyDictionary<TagId, Tag> tags)
    {
        _tags = tags;
        Width = Dimension(TagId.ImageWidth);
        Height = Dimension(TagId.ImageLength);
        SubfileType = ReadSubfileType();
        StoredSamplesPerPixel = (int)InRange(TagId.SamplesPerPixel, Scalar(TagId.SamplesPerPixel, 1), 1, ushort.MaxValue);
        BitsPerSample = (int)InRange(TagId.BitsPerSample, SameForAllSamples(TagId.BitsPerSample, 1), 1, ushort.MaxValue);
        SampleFormat = ReadSampleFormat();
        SampleType = SampleTypes.Of(BitsPerSample, SampleFormat);
        Compression = (Compression)InRange(TagId.Compression, Scalar(TagId.Compression, 1), 0, ushort.MaxValue);
        PlanarConfiguration = (PlanarConfiguration)InRange(TagId.PlanarConfiguration, Scalar(TagId.PlanarConfiguration, 1), 1, 2);
        if (StoredSamplesPerPixel == 1)
        {
            PlanarConfiguration = PlanarConfiguration.Chunky; // The same bytes either way.
        }

        ColorMap = ReadColorMap();
        Photometric = ReadPhotometric();
        ExtraSamples = ReadExtraSamples();

        // Either tag makes an image tiled, whatever the name of the tag that holds its offsets (libtiff, TIFFReadDirectory).
        IsTiled = _tags.ContainsKey(TagId.TileWidth) || _tags.ContainsKey(TagId.TileLength);
        BlockWidth = IsTiled ? Dimension(TagId.TileWidth) : Width;
        BlockHeight = IsTiled ? Dimension(TagId.TileLength) : ReadRowsPerStrip();
        CheckBlockCount();
        Layout = CreateLayout();
        ColorConversion =
            PlanarConfiguration == PlanarConfiguration.Planar
                ? ColorConversion.OfPlanes(Layout, StoredSamplesPerPixel, Numbers)
                : Layout.ColorConversion;
    }

    public int Width { get; }

    public int Height { get; }

    public NewSubfileType SubfileType { get; }

    public int StoredSamplesPerPixel { get; }

    /// <summary>Samples of a pixel as a reader gets them.</summary>
    public int SamplesPerPixel => ColorConversion?.SamplesPerPixel ?? StoredSamplesPerPixel;

    /// <summary>How stored colours are shown as RGB; of planes, once all of them are there.</summary>
    public ColorConversion? ColorConversion { get; }

    public int BitsPerSample { get; }

    public SampleFormat SampleFormat { get; }

    public SampleType SampleType { get; }

    public Compression Compression { get; }

    public PlanarConfiguration PlanarConfiguration { get; }

    public PhotometricInterpretation Photometric { get; }

    public IReadOnlyList<ExtraSample> ExtraSamples { get; }

    public ushort[]? ColorMap { get; }

    public bool IsTiled { get; }

    public int BlockWidth { get; }

    public int BlockHeight { get; }

    /// <summary>A whole block's.</summary>
    public BlockLayout Layout { get; }

    /// <exception cref="LimitExceededException">TIFF has 32 bits without a sign for it, a reader one fewer.</exception>
    private int Dimension(TagId id)
    {
        long value = InRange(id, Scalar(id, null), 1, uint.MaxValue);
        return value <= int.MaxValue
            ? (int)value
            : throw new LimitExceededException(
                $"{id} is {value}; {nameof(CogLimits.MaxDimension)} is {int.MaxValue} at most.",
                nameof(CogLimits.MaxDimension)
            );
    }

    // GDAL asks for tag 254 alone: the older tag 255 makes neither an overview nor a mask.
    private NewSubfileType ReadSubfileType() =>
        (NewSubfileType)InRange(TagId.NewSubfileType, Scalar(TagId.NewSubfileType, 0), 0, uint.MaxValue);

    private SampleFormat ReadSampleFormat()
    {
        var format = (SampleFormat)InRange(TagId.SampleFormat, SameForAllSamples(TagId.SampleFormat, 1), 1, 6);
        return format == SampleFormat.Undefined ? SampleFormat.UnsignedInteger : format;
    }

    // The strip is the whole image when the tag is absent or larger, as with its default of 2^32 - 1 (TIFF 6.0 section 8).
    private int ReadRowsPerStrip() =>
        (int)Math.Min(Height, InRange(TagId.RowsPerStrip, Scalar(TagId.RowsPerStrip, Height), 1, uint.MaxValue));

    private ushort[]? ReadColorMap()
    {
        if (
            BitsPerSample > 16
            || !_tags.TryGetValue(TagId.ColorMap, out Tag? tag)
            || tag.Count != 3L << BitsPerSample
            || !tag.IsLoaded
            || !tag.Type.IsInteger()
        )
        {
            return null; // libtiff, too, passes over a map of the wrong length.
        }

        long[] values = tag.AsIntegers();
        return Array.TrueForAll(values, v => v is >= 0 and <= ushort.MaxValue) ? Array.ConvertAll(values, v => (ushort)v) : null;
    }

    private PhotometricInterpretation ReadPhotometric()
    {
        var photometric = (PhotometricInterpretation)InRange(
            TagId.PhotometricInterpretation,
            Scalar(TagId.PhotometricInterpretation, (long)PhotometricInterpretation.MinIsBlack),
            0,
            ushort.MaxValue
        );
        if (photometric == PhotometricInterpretation.MinIsBlack && ColorMap is not null && StoredSamplesPerPixel == 1)
        {
            return PhotometricInterpretation.Palette; // To GDAL, the map decides.
        }

        if (photometric != PhotometricInterpretation.Palette || ColorMap is not null)
        {
            return photometric;
        }

        // A palette image without its palette: libtiff takes one of 8 bits or more for what its samples look like.
        return BitsPerSample >= 8
            ? StoredSamplesPerPixel == 3
                ? PhotometricInterpretation.Rgb
                : PhotometricInterpretation.MinIsBlack
            : throw new InvalidTiffException($"A palette image of {BitsPerSample} bits has no ColorMap of {3 << BitsPerSample} values.");
    }

    private ExtraSample[] ReadExtraSamples()
    {
        const long CorelAlpha = 999; // libtiff takes the one for the other.
        long[] values = _tags.TryGetValue(TagId.ExtraSamples, out Tag? tag) && tag.IsLoaded ? tag.AsIntegers() : [];
        if (values.Length > StoredSamplesPerPixel)
        {
            throw new InvalidTiffException($"ExtraSamples has {values.Length} values, but a pixel has {StoredSamplesPerPixel} samples.");
        }

        var samples = new ExtraSample[Math.Max(values.Length, StoredSamplesPerPixel - ColorSamples)];
        for (int i = 0; i < values.Length; i++)
        {
            samples[i] = values[i] == CorelAlpha ? ExtraSample.UnassociatedAlpha : (ExtraSample)Math.Clamp(values[i], 0, ushort.MaxValue);
        }

        return samples;
    }

    // libtiff (TIFFReadDirectory): the entries are of the samples right behind the colours; further ones are extra, too, and unspecified.
    private int ColorSamples =>
        Photometric switch
        {
            PhotometricInterpretation.MinIsWhite or PhotometricInterpretation.MinIsBlack or PhotometricInterpretation.Palette => 1,
            PhotometricInterpretation.Rgb
            or PhotometricInterpretation.YCbCr
            or PhotometricInterpretation.CieLab
            or PhotometricInterpretation.IccLab
            or PhotometricInterpretation.ItuLab
            or PhotometricInterpretation.LogLuv => 3,
            PhotometricInterpretation.TransparencyMask or PhotometricInterpretation.Separated => 4,
            _ => StoredSamplesPerPixel,
        };

    private void CheckBlockCount()
    {
        long across = ((Width - 1L) / BlockWidth) + 1,
            down = ((Height - 1L) / BlockHeight) + 1;
        int planes = PlanarConfiguration == PlanarConfiguration.Planar ? StoredSamplesPerPixel : 1;
        if ((Int128)across * down * planes > long.MaxValue)
        {
            throw new InvalidTiffException(
                $"An image of {Width} × {Height} in {planes} planes of blocks of {BlockWidth} × {BlockHeight} has too many blocks."
            );
        }
    }

    private BlockLayout CreateLayout()
    {
        long[] subsampling = Integers(TagId.YCbCrSubSampling);
        var layout = new BlockLayout
        {
            Width = BlockWidth,
            Height = BlockHeight,
            SamplesPerPixel = PlanarConfiguration == PlanarConfiguration.Planar ? 1 : StoredSamplesPerPixel,
            BitsPerSample = BitsPerSample,
            Compression = Compression,
            SampleFormat = SampleFormat,
            Predictor = Compression
                is Compression.Lzw
                    or Compression.AdobeDeflate
                    or Compression.Deflate
                    or Compression.Zstd
                    or Compression.Lzma
                ? (Predictor)InRange(TagId.Predictor, Scalar(TagId.Predictor, 1), 0, ushort.MaxValue)
                : Predictor.None,
            Photometric = Photometric,
            IsBigEndian = _tags[TagId.ImageWidth].IsBigEndian,
            IsLowBitFirst = Scalar(TagId.FillOrder, 1) == 2,
            JpegTables = _tags.TryGetValue(TagId.JpegTables, out Tag? tables) && tables.Type.ByteSize() == 1 ? tables.Data : default,
            ChromaSubsampling =
                subsampling.Length >= 2
                    ? (
                        (int)InRange(TagId.YCbCrSubSampling, subsampling[0], 1, 4),
                        (int)InRange(TagId.YCbCrSubSampling, subsampling[1], 1, 4)
                    )
                    : (2, 2),
            FaxOptions = Compression switch
            {
                Compression.CcittFax3 => (uint)InRange(TagId.T4Options, Scalar(TagId.T4Options, 0), 0, uint.MaxValue),
                Compression.CcittFax4 => (uint)InRange(TagId.T6Options, Scalar(TagId.T6Options, 0), 0, uint.MaxValue),
                _ => 0,
            },
            LercParameters = Array.ConvertAll(Integers(TagId.LercParameters), v =>
                (uint)InRange(TagId.LercParameters, v, 0, uint.MaxValue)
            ),
        };
        return layout with { ColorConversion = ColorConversion.Of(layout, Numbers) };
    }

    private double[]? Numbers(TagId id) =>
        _tags.TryGetValue(id, out Tag? tag)
        && tag is { IsLoaded: true, Count: > 0 }
        && tag.Type != FieldType.Ascii
        && tag.Type.ByteSize() > 0
            ? tag.AsDoubles()
            : null;

    private long[] Integers(TagId id) => _tags.TryGetValue(id, out Tag? tag) ? tag.AsIntegers() : [];

    /// <summary>The first value; <paramref name="absent"/> when there is none, and an error when that is null.</summary>
    private long Scalar(TagId id, long? absent) =>
        Integers(id) is [long value, ..] ? value : absent ?? throw new InvalidTiffException($"The directory has no {id}.");

    /// <summary>One value for all samples. Writers that give only one are forgiven, as libtiff forgives them.</summary>
    private long SameForAllSamples(TagId id, long absent)
    {
        long[] values = Integers(id);
        int count = Math.Min(values.Length, StoredSamplesPerPixel);
        return count == 0 ? absent
            : values.AsSpan(0, count).ContainsAnyExcept(values[0])
                ? throw new UnsupportedTiffException($"{id} differs between samples: {string.Join(", ", values.Take(8))}.")
            : values[0];
    }

    private static long InRange(TagId id, long value, long minimum, long maximum) =>
        value >= minimum && value <= maximum ? value : throw new InvalidTiffException($"{id} is {value}; expected {minimum} to {maximum}.");
}
