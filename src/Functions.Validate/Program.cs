throw new NotImplementedException("Functions.Validate");
