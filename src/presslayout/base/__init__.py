"""What every room stands on: frozen values, lengths, what people are told, what is kept."""
