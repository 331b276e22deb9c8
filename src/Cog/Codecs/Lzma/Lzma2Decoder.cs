namespace Cog.Codecs.Lzma;

/// <summary>Decodes LZMA2: chunks, stored or coded by LZMA, into one buffer that is also the dictionary.</summary>
/// <remarks>
/// A chunk opens with a byte: 0 the end; 1 stored, after a dictionary reset; 2 stored; from 80 on LZMA, bits 5-6 being 0 nothing is reset,
/// 1 the state, 2 the state, and a byte of properties follows, 3 that and the dictionary; bits 0-4 are bits 16-20 of the decoded size less
/// one, whose other 16 follow high byte first, and then the coded size less one. A stored chunk has only the former.
/// </remarks>
internal ref struct Lzma2Decoder(ReadOnlySpan<byte> source, Span<byte> destination, Span<ushort> probabilities)
{
    /// <summary>Probabilities of an LZMA decoder at its largest (lc + lp = 4).</summary>
    public const int ProbabilityCount = LzmaModel.Count;

    private ReadOnlySpan<byte> _source = source;
    private LzmaDecoder _lzma = new(destination, probabilities);

    /// <summary>What is not read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _source;

    /// <summary>Asked once a chunk: of 2 MB at most.</summary>
    public Interruption Interruption { get; init; } = Interruption.None;

    /// <summary>Decodes until the buffer is full.</summary>
    /// <exception cref="InvalidTiffException">Malformed data, or its end before the buffer is full.</exception>
    public void Decode()
    {
        bool needsDictionaryReset = true,
            needsProperties = true,
            needsStateReset = true;

        while (!_lzma.IsFull)
        {
            Interruption.ThrowIfRequested();
            int control = Take(1)[0];
            if (control == 0)
            {
                throw new InvalidTiffException($"LZMA data ends after {_lzma.Position} bytes of the block.");
            }

            bool resetsDictionary = control is 1 or >= 0xE0;
            if (control is > 2 and < 0x80 || (needsDictionaryReset && !resetsDictionary))
            {
                throw new InvalidTiffException($"An LZMA2 chunk opens with {control:X2}.");
            }

            if (resetsDictionary)
            {
                needsDictionaryReset = false;
                _lzma.ResetDictionary();
            }

            int size = BinaryPrimitives.ReadUInt16BigEndian(Take(2)) + 1;
            if (control < 0x80)
            {
                _lzma.Store(Take(size));
                continue;
            }

            size += (control & 0x1F) << 16;
            int codedSize = BinaryPrimitives.ReadUInt16BigEndian(Take(2)) + 1;
            int reset = (control >> 5) & 3;
            if (reset >= 2)
            {
                _lzma.SetProperties(Take(1)[0]);
                needsProperties = false;
            }

            if (reset >= 1)
            {
                needsStateReset = false;
            }

            if (needsProperties || needsStateReset)
            {
                throw new InvalidTiffException($"An LZMA2 chunk opens with {control:X2} before any that sets the decoder up.");
            }

            if (reset >= 1)
            {
                _lzma.ResetState();
            }

            _lzma.Decode(Take(codedSize), size);
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _source.Length)
        {
            throw new InvalidTiffException($"LZMA2 data: need {count} bytes, have {_source.Length}.");
        }

        ReadOnlySpan<byte> taken = _source[..count];
        _source = _source[count..];
        return taken;
    }
}
