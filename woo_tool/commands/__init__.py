"""What each command does and says. Every function gives the exit code."""
