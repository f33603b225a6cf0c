"""A corpus of odd and broken data files, each with the messages it must give.

``projects.py`` and ``municipalities.py`` make the files from the good ones of ``tests.squares``, by
one small change each; ``messages.toml`` holds, by the case's name, whether the file is read or
refused and every line said of it, in both languages. After a change of a rule or its words:

    python -m tests.bad_inputs     # writes messages.toml anew; read its difference line by line

The big ones (a hundred megabytes, a million rows) are in ``big.py``: they are made when the tests
run, and read in a process with limits of its own.
"""
