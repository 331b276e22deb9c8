namespace Cog.Testing;

/// <summary>
/// What a <see cref="FaultyHttpServer"/> does to a request. From <see cref="Status400"/> on the value is the status of the answer.
/// </summary>
public enum Fault
{
    None,

    /// <summary>The connection is reset.</summary>
    Reset,

    /// <summary>No answer, ever.</summary>
    Silence,

    /// <summary>200 and all of the object.</summary>
    WholeObject,

    /// <summary>200, a terabyte announced, a body that never ends.</summary>
    WholeHugeObject,

    /// <summary>200 without Content-Length.</summary>
    WholeObjectOfUnknownLength,

    /// <summary>206 for a range one byte later.</summary>
    WrongStart,

    /// <summary>206 for one byte less, though the object has it.</summary>
    WrongLength,

    /// <summary>206 that does not say for what.</summary>
    NoContentRange,

    /// <summary>The connection closes after half the body.</summary>
    ShortBody,

    /// <summary>The same, without a Content-Length that would tell.</summary>
    ShortChunkedBody,

    /// <summary>206 with Content-Encoding.</summary>
    Gzip,

    Status400 = 400,
    Status401 = 401,
    Status403 = 403,
    Status404 = 404,
    Status410 = 410,
    Status429 = 429,
    Status500 = 500,
    Status502 = 502,
    Status503 = 503,
    Status504 = 504,
}
