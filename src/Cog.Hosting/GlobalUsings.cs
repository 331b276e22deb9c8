// What the files of most rooms need. A namespace that one room alone needs stands in the files that use it.
global using System.Globalization;
global using System.Text.Json;
global using Cog.Hosting.Settings;
global using Cog.Hosting.Telemetry;
global using Microsoft.AspNetCore.Http;
