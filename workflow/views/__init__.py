"""What can be seen: frozen shapes read from the database and the law; nothing here changes anything."""
