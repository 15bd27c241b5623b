"""``python -m woo_tool`` is the same as ``woo``."""

from woo_tool.cli import main

if __name__ == "__main__":
    main()
