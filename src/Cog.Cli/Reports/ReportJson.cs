using System.Text.Json.Serialization;

namespace Cog.Cli.Reports;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    WriteIndented = true
)]
[JsonSerializable(typeof(InfoReport))]
[JsonSerializable(typeof(ValidationReport))]
[JsonSerializable(typeof(PictureReport))]
[JsonSerializable(typeof(MosaicReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
