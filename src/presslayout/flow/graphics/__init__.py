"""Graphics drawn from numbers and dates: charts, big numerals, timelines."""
