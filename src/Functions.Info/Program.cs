throw new NotImplementedException("Functions.Info");
