"""Reading documents: which paper a picture shows, its fields with how sure each is, and the process that reads."""
