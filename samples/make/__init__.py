"""The parts of make_samples.py: people, marks, layout, and one module per kind of document."""
