"""What is counted, decided when it is recorded: five people at least could have caused each event that is.

``partition`` says how an audience falls into parts of five people or more, ``parts`` keeps them, ``cells`` adds events
to the counts that reports read. docs/counting.md explains it.
"""
