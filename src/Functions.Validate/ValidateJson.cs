using System.Text.Json.Serialization;
using Cog.Hosting;

namespace Functions.Validate;

[JsonSourceGenerationOptions(Converters = [typeof(FiniteNumberConverter)])]
[JsonSerializable(typeof(ValidateResponse))]
[JsonSerializable(typeof(UploadReport))]
[JsonSerializable(typeof(UploadLine))]
internal sealed partial class ValidateJson : JsonSerializerContext;
