namespace Cog.Hosting.Aws;

/// <summary>An object and where on the earth it lies.</summary>
/// <param name="Bucket">Its bucket.</param>
/// <param name="Key">Its key.</param>
/// <param name="Written">When it was written: of two that are told of one key, the later holds.</param>
/// <param name="Box">Longitudes and latitudes; <c>MinX &gt; MaxX</c> across ±180°.</param>
/// <param name="Resolution">Metres of a pixel, about.</param>
internal sealed record PlacedObject(string Bucket, string Key, DateTimeOffset Written, BoundingBox Box, double Resolution);
