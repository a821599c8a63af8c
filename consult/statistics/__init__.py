"""Pure statistics: numbers in, numbers out, each formula with its source."""
