throw new NotImplementedException("Functions.PartialRead");
