"""The decision: letter, reasons, inventory and metadata, computed from the state of the dossier.

Start in ``package.assemble``; nothing here decides anything, and nothing is written to disk.
"""
