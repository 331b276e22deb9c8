throw new NotImplementedException("cog");
