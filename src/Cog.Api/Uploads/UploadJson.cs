namespace Cog.Api.Uploads;

[JsonSourceGenerationOptions(Converters = [typeof(FiniteNumberConverter)])]
[JsonSerializable(typeof(UploadReport))]
[JsonSerializable(typeof(UploadResult))]
[JsonSerializable(typeof(UploadLine))]
[JsonSerializable(typeof(QueueAnswer))]
[JsonSerializable(typeof(BatchAnswer))]
internal sealed partial class UploadJson : JsonSerializerContext;
