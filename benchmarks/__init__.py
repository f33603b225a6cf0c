"""Speed and size, measured by hand with one command each: see benchmarks/README.md."""
