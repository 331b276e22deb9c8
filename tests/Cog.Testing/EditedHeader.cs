namespace Cog.Testing;

/// <summary>Headers that no file of ours has.</summary>
internal static class EditedHeader
{
    /// <summary>The header's image alone, with one tag more or another.</summary>
    public static CogHeader With(CogHeader header, Tag tag) =>
        new()
        {
            File = header.File,
            Ghost = header.Ghost,
            ETag = header.ETag,
            FileLength = header.FileLength,
            HeaderBytes = header.HeaderBytes,
            Ifds =
            [
                new Ifd
                {
                    Index = 0,
                    Offset = header.Image.Offset,
                    Tags = new OrderedDictionary<TagId, Tag>(header.Image.Tags) { [tag.Id] = tag },
                },
            ],
        };
}
