"""Where things stand on a page: tables, forms, headers, and what their places say."""
