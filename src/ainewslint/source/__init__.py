"""What an article is made of: text, front matter, document nodes, prose, outline."""
