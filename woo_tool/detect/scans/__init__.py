"""What OCR puts into a page, taken out again before anybody reads it."""
