namespace Cog.Api.Validation;

[JsonSourceGenerationOptions(Converters = [typeof(FiniteNumberConverter)])]
[JsonSerializable(typeof(ValidateResponse))]
internal sealed partial class ValidateJson : JsonSerializerContext;
