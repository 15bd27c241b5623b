"""How Dutch is written, and searching in it: what all of detection uses."""
