"""digest turns newsletter issues written in YAML into e-mail editions."""
