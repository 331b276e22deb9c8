// What the files of most rooms need. A namespace that one room alone needs stands in the files that use it.
global using System.Globalization;
global using System.Text.Json;
global using System.Text.Json.Serialization;
global using Cog.Api.Datasets;
global using Cog.Api.Requests;
global using Cog.Api.Responses;
global using Cog.Hosting.Files;
global using Cog.Hosting.Http;
global using Cog.Hosting.Settings;
global using Cog.Rendering.Projection;
global using Cog.Rendering.Styling;
global using Cog.Rendering.Tiling;
global using Microsoft.AspNetCore.Http;
