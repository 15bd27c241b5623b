"""The name tagger of `models/nl_woo`: features, weights and the spaCy component."""
