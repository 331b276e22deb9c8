// What the files of most rooms need. A namespace that one room alone needs stands in the files that use it.
global using System.CommandLine;
global using System.Globalization;
global using Cog.Hosting.Settings;
global using Cog.Hosting.Telemetry;
global using Microsoft.AspNetCore.Http;
