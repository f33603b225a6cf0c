"""What must hold of the readers and the link whatever they are given, tried with odd input.

``checks.py`` says what must hold; ``tests/test_properties.py`` tries it with generated cases in
every run of the tests, ``script/fuzz`` by hand and for long, led by what the code covers.
"""
