Console.Error.WriteLine("Functions.Tile runs on AWS Lambda, whose host it does not have yet. On your own machine, use: cog serve");
return 1;
