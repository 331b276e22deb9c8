using System.Text.Json.Serialization;
using Cog.Api.Responses;
using Cog.Api.Uploads;

namespace Cog.Api.Validation;

[JsonSourceGenerationOptions(Converters = [typeof(FiniteNumberConverter)])]
[JsonSerializable(typeof(ValidateResponse))]
[JsonSerializable(typeof(UploadReport))]
[JsonSerializable(typeof(UploadLine))]
internal sealed partial class ValidateJson : JsonSerializerContext;
