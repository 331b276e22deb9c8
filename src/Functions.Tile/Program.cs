throw new NotImplementedException("Functions.Tile");
