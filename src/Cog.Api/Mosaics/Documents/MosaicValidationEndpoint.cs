namespace Cog.Api.Mosaics.Documents;

/// <summary><c>POST /mosaicjson/validate</c>: is the body a MosaicJSON. TiTiler answers <c>true</c>, or what is wrong.</summary>
internal static class MosaicValidationEndpoint
{
    public static async Task HandleAsync(HttpContext context, CogFiles files)
    {
        int limit = files.Options.Mosaics.MaxBytes;
        using var body = new MemoryStream();
        byte[] some = new byte[16 << 10];
        for (int read; (read = await context.Request.Body.ReadAsync(some, context.RequestAborted)) > 0; )
        {
            if (body.Length + read > limit)
            {
                throw new BadHttpRequestException(
                    $"The body has more than {limit} bytes; COG_MOSAIC_MAX_BYTES is {limit}.",
                    StatusCodes.Status413PayloadTooLarge
                );
            }

            body.Write(some, 0, read);
        }

        try
        {
            MosaicDocumentReader.Read(PackedText.Unpack(body.GetBuffer().AsMemory(0, (int)body.Length), limit));
        }
        catch (FormatException error)
        {
            throw new InvalidParametersException(new ParameterError(["body"], error.Message));
        }

        context.Response.Headers.CacheControl = "no-store";
        await new BufferedResponse("true"u8.ToArray(), "application/json").SendAsync(context);
    }
}
