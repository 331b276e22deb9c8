namespace Cog.Api.Info;

/// <summary>One image file directory, tag by tag.</summary>
/// <param name="Index">Its place in the chain, 0 first.</param>
/// <param name="Offset">Where it stands in the file.</param>
/// <param name="Kind"><c>image</c>, <c>overview</c>, <c>mask</c> or <c>page</c>: any other, also one that cannot be read.</param>
/// <param name="Tags">In the order of the file.</param>
/// <param name="Truncated">True when it has more tags, which are not told.</param>
internal sealed record DirectoryDescription(
    int Index,
    long Offset,
    string Kind,
    IReadOnlyList<TagDescription> Tags,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Truncated
)
{
    // Of JSON, for all directories: with room to spare in what a Lambda function may answer. Ordinary files take some KB.
    private const int MaxBytes = 3 << 20;

    /// <summary>Describes every directory of the file itself; those of an .ovr file are not its own.</summary>
    public static IReadOnlyList<DirectoryDescription> Of(CogHeader header)
    {
        int left = MaxBytes;
        var directories = new List<DirectoryDescription>(header.Ifds.Count);
        foreach (Ifd ifd in header.Ifds)
        {
            var tags = new List<TagDescription>();
            foreach (Tag tag in ifd.Tags.Values)
            {
                if (left <= 0)
                {
                    break;
                }

                var description = TagDescription.Of(tag);
                tags.Add(description);
                left -= description.Weight;
            }

            directories.Add(new(ifd.Index, ifd.Offset, KindOf(header, ifd), tags, tags.Count < ifd.Tags.Count));
        }

        return directories;
    }

    private static string KindOf(CogHeader header, Ifd ifd) =>
        ifd == header.Image ? "image"
        : ifd.Problem is not null ? "page"
        : ifd.IsMask ? "mask"
        : ifd.IsReducedResolution ? "overview"
        : "page";
}
