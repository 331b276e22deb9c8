// What the files of most rooms need. A namespace that one room alone needs stands in the files that use it.
global using System.Globalization;
global using System.Numerics;
global using System.Runtime.InteropServices;
global using Cog.Rasters;
global using Cog.Rendering.Projection.Methods.Ellipsoidal;
global using Cog.Rendering.Styling;
