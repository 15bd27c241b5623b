"""Numbers and addresses: the recognizers of rules/recognizers.yaml, and what checks them."""
