"""What can be seen: frozen shapes of the database and the law; nothing here changes anything."""
