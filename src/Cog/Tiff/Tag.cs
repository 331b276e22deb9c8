namespace Cog.Tiff;

/// <summary>One directory entry with its value.</summary>
/// <param name="Id">The tag's number.</param>
/// <param name="Type">The type of each value.</param>
/// <param name="Count">How many values.</param>
/// <param name="ValueOffset">Where the value stands in the file; inside the entry itself when it fits there.</param>
/// <param name="Data">The value in the file's byte order; empty for a block index that was left in the file.</param>
/// <param name="IsBigEndian">The file's byte order.</param>
public sealed record Tag(TagId Id, FieldType Type, long Count, long ValueOffset, ReadOnlyMemory<byte> Data, bool IsBigEndian)
{
    /// <summary>False for a block index that was left in the file.</summary>
    public bool IsLoaded => throw new NotImplementedException();

    /// <summary>All values as integers.</summary>
    /// <exception cref="InvalidTiffException">The type is no integer type.</exception>
    public long[] AsIntegers() => throw new NotImplementedException();

    /// <summary>All values as numbers; a rational is divided, 0/0 is NaN.</summary>
    public double[] AsDoubles() => throw new NotImplementedException();

    /// <summary>ASCII values as text, the trailing NULs dropped; bytes above 127 read as UTF-8, else Latin-1.</summary>
    public string AsText() => throw new NotImplementedException();
}
