"""How things are shown: Vietnamese words and numbers, theme, charts, choosers, documents."""
