"""What a proofreader asks of copy: is it whole, does it agree with itself, what does it claim.

doctor: marks and characters that look wrong · consistency: what is said twice, differently ·
facts: the names, places, dates, numbers and quotations to be checked · house: the paper's own terms.
Nothing is mended; every finding has its file, line and column.
"""
