namespace Cog.Api.Uploads;

/// <summary>What became of one record of an S3 notification.</summary>
internal static class UploadStatus
{
    /// <summary>
    /// A Cloud Optimized GeoTIFF whose blocks can be read, as far as <see cref="Hosting.Settings.ValidationSettings.AllBlocks"/> has them
    /// tried.
    /// </summary>
    public const string Valid = "valid";

    /// <summary>A TIFF that is none; or that is broken, cut off for one.</summary>
    public const string Invalid = "invalid";

    /// <summary>
    /// Nothing is wrong with what was looked at, but the bytes, blocks or time that a record may take ended the look early.
    /// </summary>
    public const string Partial = "partial";

    /// <summary>Another kind of file, or an empty one.</summary>
    public const string NotATiff = "not-a-tiff";

    /// <summary>Removed before it could be read.</summary>
    public const string Gone = "gone";

    /// <summary>A newer record of the same key stands in the notification, or the event is none of a creation or removal.</summary>
    public const string Skipped = "skipped";

    /// <summary>Its header is forgotten.</summary>
    public const string Removed = "removed";

    /// <summary>Not known, and why.</summary>
    public const string Error = "error";
}
