"""Files of many suggestions, links or employees: read row by row, each with a verdict."""
