"""E-mail service providers: what each calls its merge tags, how it reads a message, what it demands."""
