"""Rules about front matter: syntax, schema, dates, titles, tags, images."""
